package org.mvjpeg.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A decoded picture as a file of another format, ICC profile included where the format has room for it. */
final class DecodedFile {
    /** High enough that a second lossy coding adds little to the first. */
    private static final float JPEG_QUALITY = 0.95f;

    private static final Set<String> WITH_ALPHA = Set.of("png", "tif", "tiff");
    private static final String PNG = "javax_imageio_png_1.0";

    private DecodedFile() {}

    static boolean keepsAlpha(String suffix) {
        return WITH_ALPHA.contains(suffix);
    }

    /** The file's bytes. @param suffix one that ImageIO writes */
    static byte[] bytes(BufferedImage image, String suffix) throws IOException {
        BufferedImage opaque = image.getColorModel().hasAlpha() && !keepsAlpha(suffix) ? onWhite(image) : image;
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(opaque);
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
            IIOMetadata metadata = writer.getDefaultImageMetadata(type, param);
            addProfile(metadata, opaque.getColorModel().getColorSpace());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(opaque, null, metadata), param);
            }
            return bytes.toByteArray();
        } finally {
            writer.dispose();
        }
    }

    /** The JDK's PNG writer keeps a profile only where the metadata carries it; its JPEG writer does so itself. */
    private static void addProfile(IIOMetadata metadata, ColorSpace space) throws IOException {
        if (metadata == null
                || !PNG.equals(metadata.getNativeMetadataFormatName())
                || space.isCS_sRGB()
                || !(space instanceof ICC_ColorSpace icc)) {
            return;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(icc.getProfile().getData());
        }
        IIOMetadataNode profile = new IIOMetadataNode("iCCP");
        profile.setAttribute("profileName", "ICC");
        profile.setAttribute("compressionMethod", "deflate");
        profile.setUserObject(compressed.toByteArray());
        IIOMetadataNode root = new IIOMetadataNode(PNG);
        root.appendChild(profile);
        metadata.mergeTree(PNG, root);
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
