/** Rate-accuracy curves of coded pictures under vision networks. */
module org.mvjpeg.evaluation {
    requires transitive java.desktop;
    requires com.grack.nanojson;
    requires org.bytedeco.opencv;

    exports org.mvjpeg.evaluation.metrics;
    exports org.mvjpeg.evaluation.networks;
}
