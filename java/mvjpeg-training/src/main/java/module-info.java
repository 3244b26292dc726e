/** Training of the preprocessing network. */
module org.mvjpeg.training {
    requires transitive org.mvjpeg.codec;
    requires transitive org.mvjpeg.kernel;
    requires org.mvjpeg.evaluation;
    requires transitive org.bytedeco.pytorch;
    requires com.google.protobuf;

    exports org.mvjpeg.training.network;
    exports org.mvjpeg.training.proxy;
}
