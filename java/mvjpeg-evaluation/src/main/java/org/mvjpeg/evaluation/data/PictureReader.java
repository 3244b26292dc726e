package org.mvjpeg.evaluation.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
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
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            return WholePictures.read(in, Long.MAX_VALUE, Rgb::of);
        }
    }
}
