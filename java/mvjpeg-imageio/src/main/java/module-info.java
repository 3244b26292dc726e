/** The ImageIO providers: for HEIC files, and for JPEGs that go through the network first. */
module org.mvjpeg.imageio {
    requires transitive java.desktop;
    requires transitive org.mvjpeg.codec;

    exports org.mvjpeg.imageio;
    exports org.mvjpeg.imageio.jpeg;

    uses javax.imageio.spi.ImageReaderSpi;
    uses javax.imageio.spi.ImageWriterSpi;

    provides javax.imageio.spi.ImageReaderSpi with
            org.mvjpeg.imageio.MvjpegImageReaderSpi;
    provides javax.imageio.spi.ImageWriterSpi with
            org.mvjpeg.imageio.MvjpegImageWriterSpi,
            org.mvjpeg.imageio.jpeg.PreprocessingJpegWriterSpi;
}
