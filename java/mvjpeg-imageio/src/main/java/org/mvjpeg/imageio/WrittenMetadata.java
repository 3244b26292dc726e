package org.mvjpeg.imageio;

import java.awt.color.CMMException;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;

/**
 * What goes into the file beside the pixels.
 *
 * @param metadata for the encoder
 * @param warnings about what was given and is not kept
 */
record WrittenMetadata(PictureMetadata metadata, List<String> warnings) {
    /** More are dropped: no reader looks for them. */
    static final int MAX_THUMBNAILS = 16;

    private static final float SRGB_TOLERANCE = 1.5f / 255;
    private static final float[][] SRGB_PROBES = {
        {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0.5f, 0.5f, 0.5f}, {0.2f, 0.6f, 0.9f}
    };

    /**
     * Chooses what is written.
     *
     * @param type of the image; {@code null} for a raster
     * @param pixelProfile that the pixels bring; it goes before that of the metadata, which the image may have left behind: the JDK's
     *     JPEG plug-in converts to sRGB and still tells of the profile
     * @param keeps whether more is written than what shows the picture rightly
     */
    static WrittenMetadata of(IIOImage image, ImageTypeSpecifier type, Optional<byte[]> pixelProfile, boolean keeps) {
        List<String> unkept = new ArrayList<>();
        PictureMetadata.Builder metadata = PictureMetadata.builder();
        IIOMetadata given = image.getMetadata();
        if (given != null) {
            MvjpegMetadata ours = MvjpegMetadata.of(given, type);
            metadata = ours.toPictureMetadata().toBuilder();
            unkept.addAll(ours.unkept());
            addProfile(ours, type, pixelProfile, metadata, unkept);
        }
        if (!keeps) {
            return new WrittenMetadata(metadata.build().stripped(), List.of());
        }
        List<String> warnings = new ArrayList<>();
        if (image.getNumThumbnails() > 0) {
            addThumbnails(image.getThumbnails(), metadata, warnings);
        }
        if (!unkept.isEmpty()) {
            warnings.add("Metadata is not kept: " + String.join(", ", unkept));
        }
        return new WrittenMetadata(metadata.build(), List.copyOf(warnings));
    }

    private static void addProfile(
            MvjpegMetadata ours,
            ImageTypeSpecifier type,
            Optional<byte[]> pixelProfile,
            PictureMetadata.Builder metadata,
            List<String> unkept) {
        if (ours.iccProfile().isEmpty() || pixelProfile.isPresent()) {
            return;
        }
        byte[] profile = ours.iccProfile().get();
        try {
            if (type == null) {
                metadata.iccProfile(profile);
            } else if (!isSrgb(profile)) {
                unkept.add("ICC profile (the image is in another colour space)");
            }
        } catch (IllegalArgumentException | CMMException e) {
            unkept.add("ICC profile (" + e.getMessage() + ")");
        }
    }

    /** Whether colours in a profile are those of sRGB, by whomever it was made. */
    private static boolean isSrgb(byte[] icc) {
        ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(icc));
        if (space.getNumComponents() != SRGB_PROBES[0].length) {
            return false;
        }
        for (float[] probe : SRGB_PROBES) {
            float[] converted = space.toRGB(probe);
            for (int c = 0; c < probe.length; c++) {
                if (Math.abs(converted[c] - probe[c]) > SRGB_TOLERANCE) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void addThumbnails(
            List<? extends BufferedImage> thumbnails, PictureMetadata.Builder metadata, List<String> warnings) {
        if (thumbnails.size() > MAX_THUMBNAILS) {
            warnings.add("Thumbnails are not kept: " + (thumbnails.size() - MAX_THUMBNAILS) + " of " + thumbnails.size()
                    + ", at most " + MAX_THUMBNAILS + " are");
        }
        for (BufferedImage thumbnail : thumbnails.subList(0, Math.min(MAX_THUMBNAILS, thumbnails.size()))) {
            try {
                Pixels pixels = Pixels.of(thumbnail);
                metadata.thumbnail(pixels);
                if (pixels.hasAlpha()) {
                    warnings.add("Alpha of a thumbnail is not kept");
                }
            } catch (IllegalArgumentException e) {
                warnings.add("A thumbnail is not kept: " + e.getMessage());
            }
        }
    }
}
