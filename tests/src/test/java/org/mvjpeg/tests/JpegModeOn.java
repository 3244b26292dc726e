package org.mvjpeg.tests;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mvjpeg.imageio.jpeg.JpegMode;
import org.mvjpeg.imageio.jpeg.PreprocessingJpegWriterSpi;

/** JPEG mode in this process until closed, as if it had been started with the property. */
final class JpegModeOn implements AutoCloseable {
    private final ImageWriterSpi before = first("jpeg");
    private final PreprocessingJpegWriterSpi provider = new PreprocessingJpegWriterSpi();

    JpegModeOn() {
        System.setProperty(JpegMode.PROPERTY, JpegMode.PREPROCESS);
        IIORegistry.getDefaultInstance().registerServiceProvider(provider, ImageWriterSpi.class);
    }

    PreprocessingJpegWriterSpi provider() {
        return provider;
    }

    /** The provider that ImageIO asked first before. */
    ImageWriterSpi before() {
        return before;
    }

    /** An image written in JPEG mode. @param quality 0..100 */
    byte[] ours(BufferedImage image, int quality) throws IOException {
        return written(provider, image, quality);
    }

    /** An image written as before. @param quality 0..100 */
    byte[] plain(BufferedImage image, int quality) throws IOException {
        return written(before, image, quality);
    }

    private static byte[] written(ImageWriterSpi by, BufferedImage image, int quality) throws IOException {
        ImageWriter writer = by.createWriterInstance();
        return write(writer, null, new IIOImage(image, null, null), quality(writer, quality));
    }

    static ImageWriterSpi first(String name) {
        return ImageIO.getImageWritersByFormatName(name).next().getOriginatingProvider();
    }

    static ImageWriteParam quality(ImageWriter writer, int percent) {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(percent / 100f);
        return param;
    }

    static byte[] write(ImageWriter writer, IIOMetadata stream, IIOImage image, ImageWriteParam param)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(stream, image, param);
        }
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    @Override
    public void close() {
        IIORegistry.getDefaultInstance().deregisterServiceProvider(provider, ImageWriterSpi.class);
        System.clearProperty(JpegMode.PROPERTY);
    }
}
