package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.ItemProperty;

/**
 * Decodes HEIC files: HEIF boxes → hevc decoder → RGB. Safe from many threads.
 *
 * <p>The system property {@code mvjpeg.maxPixels} limits the pixels of a picture; 2^28 where it is not set.
 */
public final class MvjpegDecoder implements AutoCloseable {
    private final HeifLimits limits;
    private volatile boolean closed;

    /**
     * A decoder with the default limits; loads the native libraries on first use.
     *
     * @throws CodecException if they cannot be loaded
     */
    public MvjpegDecoder() {
        this(defaultLimits());
    }

    /** A decoder that refuses files beyond the limits. @throws CodecException if the native libraries cannot be loaded */
    public MvjpegDecoder(HeifLimits limits) {
        this.limits = limits;
        Ffmpeg.load();
    }

    /**
     * The limits of {@link #MvjpegDecoder()}.
     *
     * @throws IllegalArgumentException if {@code mvjpeg.maxPixels} is no positive number
     */
    public static HeifLimits defaultLimits() {
        String value = System.getProperty("mvjpeg.maxPixels");
        if (value == null) {
            return HeifLimits.DEFAULT;
        }
        try {
            return HeifLimits.DEFAULT.withMaxPixels(Long.parseLong(value.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("system property mvjpeg.maxPixels=" + value + ": " + e.getMessage(), e);
        }
    }

    /**
     * Decodes the primary picture with crop, orientation and alpha applied.
     *
     * @return {@code TYPE_3BYTE_BGR}, or {@code TYPE_4BYTE_ABGR} with alpha, in sRGB; a component colour model with the file's ICC
     *     profile otherwise
     * @throws HeifException if the boxes are broken or ask for what is not supported
     * @throws CodecException if the HEVC data does not decode
     */
    public BufferedImage decode(byte[] heif) throws HeifException {
        HeifFile file = HeifFile.read(heif, limits);
        return decode(file, file.primary());
    }

    /** Decodes one item of a file, like {@link #decode(byte[])}; thumbnails for example. */
    public BufferedImage decode(HeifFile file, HeifItem item) throws HeifException {
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
        PictureDecoder colour = new PictureDecoder(file, item, limits.maxPixels());
        Optional<HeifItem> alphaItem = file.alphaOf(item);
        PictureDecoder alpha =
                alphaItem.isPresent() ? new PictureDecoder(file, alphaItem.get(), limits.maxPixels()) : null;
        if (alpha != null && (alpha.width() != colour.width() || alpha.height() != colour.height())) {
            throw new HeifException("item " + alphaItem.get().id() + ": the alpha plane has " + alpha.width() + "x"
                    + alpha.height() + " pixels, the picture " + colour.width() + "x" + colour.height());
        }
        Destination destination = new Destination(() -> DecodedImages.create(
                colour.width(),
                colour.height(),
                alpha != null,
                item.property(ItemProperty.ColourProfile.class)
                        .map(ItemProperty.ColourProfile::icc)
                        .orElse(null)));
        if (alpha == null) {
            colour.colour(destination, 0, 3);
        } else {
            colour.colour(destination, 1, 4);
            alpha.luma(destination, 0, 4);
            if (file.premultiplied(item)) {
                DecodedImages.divideByAlpha(destination.samples());
            }
        }
        return destination.image();
    }

    /** Refuses further pictures; nothing native outlives a call. */
    @Override
    public void close() {
        closed = true;
    }
}
