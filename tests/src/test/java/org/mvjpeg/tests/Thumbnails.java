package org.mvjpeg.tests;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;

/** Files with thumbnails. */
final class Thumbnails {
    private Thumbnails() {}

    /** A picture with a smaller one. Sides are even: nothing is cropped. */
    static byte[] file(BufferedImage image, BufferedImage thumbnail) throws IOException {
        return HeifWriter.of(coded(image))
                .thumbnail(coded(thumbnail), thumbnail.getWidth(), thumbnail.getHeight(), Optional.empty())
                .toByteArray();
    }

    /** The coded picture of an image. */
    static HevcPicture coded(BufferedImage image) throws IOException {
        HeifFile file = HeifFile.read(Pictures.encode(image), HeifLimits.DEFAULT);
        return file.picture(file.primary());
    }
}
