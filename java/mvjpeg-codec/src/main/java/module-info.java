/** The pipeline as a plain Java API. */
module org.mvjpeg.codec {
    requires transitive java.desktop;
    requires java.management;
    requires jdk.management;
    requires transitive org.mvjpeg.heif;
    requires org.bytedeco.ffmpeg;
    requires org.bytedeco.javacpp;
    requires org.mvjpeg.kernel;

    exports org.mvjpeg.codec;
}
