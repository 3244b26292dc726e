package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import java.util.Objects;
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
     * Decodes the primary picture with crop, orientation and alpha applied, to 8 bits per sample.
     *
     * @return {@code TYPE_3BYTE_BGR}, or {@code TYPE_4BYTE_ABGR} with alpha, in sRGB; a component colour model with the file's ICC
     *     profile otherwise
     * @throws HeifException if the boxes are broken or ask for what is not supported
     * @throws CodecException if the HEVC data does not decode
     */
    public BufferedImage decode(byte[] heif) throws HeifException {
        return decode(heif, Precision.EIGHT_BITS);
    }

    /**
     * Decodes the primary picture like {@link #decode(byte[])}, as precisely as is asked for.
     *
     * @return with more than 8 bits per sample a component colour model of red, green, blue (and alpha) with {@code TYPE_USHORT} data
     */
    public BufferedImage decode(byte[] heif, Precision precision) throws HeifException {
        HeifFile file = HeifFile.read(heif, limits);
        return decode(file, file.primary(), precision);
    }

    /** Decodes one item of a file, like {@link #decode(byte[])}; thumbnails for example. */
    public BufferedImage decode(HeifFile file, HeifItem item) throws HeifException {
        return decode(file, item, Precision.EIGHT_BITS);
    }

    /** Decodes one item of a file, like {@link #decode(byte[], Precision)}. */
    public BufferedImage decode(HeifFile file, HeifItem item, Precision precision) throws HeifException {
        Objects.requireNonNull(precision, "precision");
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
        Destination destination = new Destination(
                colour.width(),
                colour.height(),
                SampleLayout.of(colour.depth(), alpha != null, precision),
                item.property(ItemProperty.ColourProfile.class)
                        .map(ItemProperty.ColourProfile::icc)
                        .orElse(null));
        colour.colour(destination);
        if (alpha != null) {
            alpha.alpha(destination);
            if (file.premultiplied(item)) {
                destination.divideByAlpha();
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
