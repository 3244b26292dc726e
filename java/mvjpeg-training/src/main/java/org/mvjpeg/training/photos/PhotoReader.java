package org.mvjpeg.training.photos;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Reads photographs through ImageIO. */
final class PhotoReader {
    /** More would not fit beside the networks; checked before memory is taken. */
    static final long MAX_PIXELS = 100_000_000;

    private PhotoReader() {}

    /** @throws IOException saying why the file is no photograph; the message does not name the file */
    static Photo read(Path file) throws IOException {
        if (Files.size(file) == 0) {
            throw new IOException("the file is empty");
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("not a picture that ImageIO reads here");
            }
            return read(readers.next(), in);
        }
    }

    private static Photo read(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MAX_PIXELS) {
                throw new IOException(width + "x" + height + " pixels are more than the limit of " + MAX_PIXELS);
            }
            return photo(reader.read(0));
        } catch (RuntimeException e) {
            // Readers answer broken files with any kind of exception.
            throw new IOException("broken or not supported: " + e, e);
        } finally {
            reader.dispose();
        }
    }

    /** The pixels in sRGB; transparent ones on black. */
    static Photo photo(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = plain.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        byte[] bgr = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return new Photo(width, height, rgb);
    }
}
