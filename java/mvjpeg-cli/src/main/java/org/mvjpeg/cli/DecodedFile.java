package org.mvjpeg.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mvjpeg.codec.Precision;
import org.mvjpeg.imageio.MvjpegMetadata;

/**
 * A decoded picture as a file of another format.
 *
 * @param bytes of the file
 * @param unkept what of the metadata the format cannot hold, in words
 */
record DecodedFile(byte[] bytes, List<String> unkept) {
    /** High enough that a second lossy coding adds little to the first. */
    private static final float JPEG_QUALITY = 0.95f;

    /** What takes alpha and 16 bits per sample. */
    private static final Set<String> WITH_ALPHA_AND_DEPTH = Set.of("png", "tif", "tiff");

    static boolean keepsAlpha(String suffix) {
        return WITH_ALPHA_AND_DEPTH.contains(suffix);
    }

    /** How precisely to decode for a suffix. */
    static Precision precision(String suffix) {
        return WITH_ALPHA_AND_DEPTH.contains(suffix) ? Precision.AS_CODED : Precision.EIGHT_BITS;
    }

    /** A file without metadata but the ICC profile. @param suffix one that ImageIO writes */
    static DecodedFile of(BufferedImage image, String suffix) throws IOException {
        return of(image, MvjpegMetadata.of((ImageTypeSpecifier) null), suffix);
    }

    /** A file with metadata. @param suffix one that ImageIO writes */
    static DecodedFile of(BufferedImage image, MvjpegMetadata metadata, String suffix) throws IOException {
        BufferedImage opaque = image.getColorModel().hasAlpha() && !keepsAlpha(suffix) ? onWhite(image) : image;
        ImageTypeSpecifier type = new ImageTypeSpecifier(opaque);
        Iterator<ImageWriter> writers = ImageIO.getImageWriters(type, suffix);
        if (!writers.hasNext()) {
            throw new FileFailure("the " + suffix + " writer does not take this kind of picture");
        }
        ImageWriter writer = writers.next();
        try {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (suffix.startsWith("jp")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
            }
            IIOMetadata target = writer.getDefaultImageMetadata(type, param);
            List<String> unkept = target == null ? List.of() : metadata.copyTo(target, opaque);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(opaque, null, target), param);
            }
            return new DecodedFile(bytes.toByteArray(), unkept);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage onWhite(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = opaque.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return opaque;
    }
}
