package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import java.util.Objects;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;

/**
 * Decodes HEIC files: HEIF boxes → hevc decoder → post filter, where one is asked for → RGB. Safe from many threads.
 *
 * <p>System properties limit what a file may ask for: {@link #defaultLimits}.
 */
public final class MvjpegDecoder implements AutoCloseable {
    private final HeifLimits limits;
    private final Kernels kernels = new Kernels();
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
     * The limits of {@link #MvjpegDecoder()}: {@link HeifLimits#DEFAULT} and what the system properties {@code mvjpeg.max…} say.
     *
     * @throws IllegalArgumentException if one of them is no positive number
     */
    public static HeifLimits defaultLimits() {
        return LimitProperties.read();
    }

    /** Decodes the primary picture like {@link #decode(byte[], DecoderOptions)}, with {@link DecoderOptions#builder()}'s options. */
    public BufferedImage decode(byte[] heif) throws HeifException {
        return decode(heif, DecoderOptions.builder().build());
    }

    /**
     * Decodes the primary picture with crop, orientation and alpha applied.
     *
     * @return {@code TYPE_3BYTE_BGR}, or {@code TYPE_4BYTE_ABGR} with alpha, in sRGB; a component colour model with the profile of the
     *     file's colours otherwise; with more than 8 bits per sample one of red, green, blue (and alpha) with {@code TYPE_USHORT} data
     * @throws HeifException if the boxes are broken or ask for what is not supported
     * @throws CodecException if the HEVC data does not decode, or the post filter's network is not there
     */
    public BufferedImage decode(byte[] heif, DecoderOptions options) throws HeifException {
        HeifFile file = HeifFile.read(heif, limits);
        return decode(file, file.primary(), options);
    }

    /** Decodes one item of a file, like {@link #decode(byte[], DecoderOptions)}; thumbnails for example. */
    public BufferedImage decode(HeifFile file, HeifItem item, DecoderOptions options) throws HeifException {
        Objects.requireNonNull(options, "options");
        requireOpen();
        PictureDecoder picture = new PictureDecoder(file, item);
        WholeImage whole = new WholeImage(picture.info(), options.precision());
        picture.decode(whole.region(), options.precision(), new PartFilter(kernels, options), whole);
        return whole.image();
    }

    /**
     * Decodes a region of an item, of a grid only the tiles that it needs.
     *
     * @return whether all of it was decoded; {@code false} where the target has stopped it
     * @throws HeifException if the boxes are broken or ask for what is not supported
     * @throws CodecException if the HEVC data does not decode, or the post filter's network is not there
     * @throws IllegalArgumentException if the region reaches out of the picture, or the target's rasters have another layout
     */
    public boolean decode(
            HeifFile file, HeifItem item, PictureRegion region, DecoderOptions options, PictureTarget target)
            throws HeifException {
        Objects.requireNonNull(options, "options");
        requireOpen();
        return new PictureDecoder(file, item)
                .decode(region, options.precision(), new PartFilter(kernels, options), target);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
    }

    /** Refuses further pictures and frees the post filters' networks; those in use when their picture is done. */
    @Override
    public void close() {
        closed = true;
        kernels.close();
    }
}
