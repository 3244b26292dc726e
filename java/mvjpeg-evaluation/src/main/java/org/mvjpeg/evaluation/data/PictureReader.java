package org.mvjpeg.evaluation.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.mvjpeg.sets.fidelity.Rgb;

/**
 * Reads a picture once for all: 8-bit sRGB, alpha laid on white, grey samples as they are in all three channels. Pixels stay as they
 * are stored: what Exif says of orientation is ignored, since labels and boxes are made on stored pixels.
 */
public final class PictureReader {
    private PictureReader() {}

    /**
     * Reads the first picture of a file.
     *
     * @return {@code TYPE_3BYTE_BGR}
     * @throws IOException if ImageIO does not know the format or the file is broken
     */
    public static BufferedImage read(byte[] file) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(file));
        } catch (RuntimeException e) {
            // Readers answer broken files with any kind of exception.
            throw new IOException("broken or not supported: " + e, e);
        }
        if (image == null) {
            throw new IOException("not a picture that ImageIO reads here");
        }
        return Rgb.of(image);
    }
}
