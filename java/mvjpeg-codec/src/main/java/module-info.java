/** The pipeline as a plain Java API. */
module org.mvjpeg.codec {
    requires transitive java.desktop;
    requires transitive org.mvjpeg.heif;

    exports org.mvjpeg.codec;
}
