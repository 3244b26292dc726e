package org.mvjpeg.tests;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;

/** Files with more than one picture. */
final class Thumbnails {
    private Thumbnails() {}

    /** A picture with smaller ones. Sides are even: nothing is cropped. */
    static byte[] file(BufferedImage image, BufferedImage... thumbnails) throws IOException {
        HeifWriter writer = HeifWriter.of(coded(image));
        for (BufferedImage thumbnail : thumbnails) {
            writer.thumbnail(coded(thumbnail), thumbnail.getWidth(), thumbnail.getHeight(), Optional.empty());
        }
        return writer.toByteArray();
    }

    /** Pictures side by side: what the file calls thumbnails refers to the first by another name. */
    static byte[] sideBySide(BufferedImage first, BufferedImage... others) throws IOException {
        return renamed(file(first, others), "thmb", "tbas");
    }

    /** A file with other names for its references or items, which occur nowhere else. */
    static byte[] renamed(byte[] file, String from, String to) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The coded picture of an image. */
    static HevcPicture coded(BufferedImage image) throws IOException {
        HeifFile file = HeifFile.read(Pictures.encode(image), HeifLimits.DEFAULT);
        return file.picture(file.primary());
    }
}
