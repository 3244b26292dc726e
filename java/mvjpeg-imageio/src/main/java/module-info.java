/** The ImageIO providers for HEIC files. */
module org.mvjpeg.imageio {
    requires transitive java.desktop;
    requires transitive org.mvjpeg.codec;

    exports org.mvjpeg.imageio;

    uses javax.imageio.spi.ImageReaderSpi;
    uses javax.imageio.spi.ImageWriterSpi;

    provides javax.imageio.spi.ImageReaderSpi with
            org.mvjpeg.imageio.MvjpegImageReaderSpi;
    provides javax.imageio.spi.ImageWriterSpi with
            org.mvjpeg.imageio.MvjpegImageWriterSpi;
}
