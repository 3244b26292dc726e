/** HEIF boxes, pure Java. */
module org.mvjpeg.heif {
    exports org.mvjpeg.heif;
}
