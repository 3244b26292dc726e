/** Training of the preprocessing network. */
module org.mvjpeg.training {
    requires transitive org.mvjpeg.codec;
    requires transitive org.mvjpeg.kernel;
    requires com.google.protobuf;
    requires com.grack.nanojson;
    requires info.picocli;
    requires java.desktop;
    requires org.bytedeco.openblas;
    requires org.mvjpeg.evaluation;
    requires transitive org.bytedeco.pytorch;

    exports org.mvjpeg.training;
    exports org.mvjpeg.training.network;
    exports org.mvjpeg.training.photos;
    exports org.mvjpeg.training.proxy;

    opens org.mvjpeg.training.cli to
            info.picocli;
}
