/** Rate-accuracy curves of coded pictures under vision networks. */
module org.mvjpeg.evaluation {
    requires transitive java.desktop;
    requires transitive org.mvjpeg.codec;
    requires transitive org.mvjpeg.sets;
    requires com.grack.nanojson;
    requires java.xml;
    requires org.bytedeco.opencv;
    requires org.knowm.xchart;

    exports org.mvjpeg.evaluation.arms;
    exports org.mvjpeg.evaluation.clic;
    exports org.mvjpeg.evaluation.data;
    exports org.mvjpeg.evaluation.metrics;
    exports org.mvjpeg.evaluation.networks;
    exports org.mvjpeg.evaluation.report;
    exports org.mvjpeg.evaluation.run;
}
