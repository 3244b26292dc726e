package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.color.ICC_Profile;
import java.awt.image.RenderedImage;
import java.util.Objects;
import java.util.Optional;
import org.mvjpeg.heif.HeifWriter;

/** A view of interleaved pixels on the heap; the samples are shared, not copied, and must not change while it is used. */
public final class Pixels {
    /** The longest side that can be written, pixels. */
    public static final int MAX_SIDE = PictureSize.MAX_SIDE;

    /** The most pixels that can be written. */
    public static final int MAX_PIXELS = PictureSize.MAX_PIXELS;

    /** 8-bit samples; {@code null} for deep ones until they are needed. */
    private volatile Interleaved samples;

    /** {@code null} for samples of 8 bits. */
    private final DeepSamples deep;

    private final ICC_Profile profile;
    private final boolean alpha;

    private Pixels(Interleaved samples, DeepSamples deep, ICC_Profile profile, boolean alpha) {
        this.samples = samples;
        this.deep = deep;
        this.profile = profile;
        this.alpha = alpha;
    }

    /**
     * The whole of an image of any type.
     *
     * @throws IllegalArgumentException if the image has no colour model or more pixels than can be coded
     */
    public static Pixels of(RenderedImage image) {
        return of(image, bounds(image), 1, 1);
    }

    /**
     * Part of an image: every {@code stepX}-th column and {@code stepY}-th row of a region, beginning with its first.
     *
     * @param region in the image's own coordinates (minX, minY count); inside the image, not empty
     * @param stepX at least 1
     * @param stepY at least 1
     * @throws IllegalArgumentException naming the value and the limit
     */
    public static Pixels of(RenderedImage image, Rectangle region, int stepX, int stepY) {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(region, "region");
        if (stepX < 1 || stepY < 1) {
            throw new IllegalArgumentException("steps " + stepX + ", " + stepY + " are below 1");
        }
        if (region.isEmpty() || !bounds(image).contains(region)) {
            throw new IllegalArgumentException(
                    "region " + text(region) + " is empty or not inside the image " + text(bounds(image)));
        }
        PictureSize.require((region.width - 1) / stepX + 1, (region.height - 1) / stepY + 1);
        ImageSamples read = ImageSamples.of(image, region);
        return read.deep() != null
                ? of(read.deep().subsample(stepX, stepY), read.profile())
                : of(read.samples().subsample(stepX, stepY), read.profile());
    }

    /**
     * Samples in a byte array. Row {@code y} starts at {@code offset + y * rowStride}.
     *
     * @param rowStride bytes; negative where the rows are stored from the bottom up
     * @throws IllegalArgumentException if a row lies outside the array or the size is not 1 to {@value #MAX_SIDE},
     *     together {@value #MAX_PIXELS}
     */
    public static Pixels of(byte[] samples, int offset, int rowStride, PixelFormat format, int width, int height) {
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(format, "format");
        PictureSize.require(width, height);
        long last = offset + (long) (height - 1) * rowStride;
        long end = Math.max(offset, last) + (long) width * format.bytes();
        if (Math.min(offset, last) < 0 || end > samples.length) {
            throw new IllegalArgumentException(
                    "rows of " + width + "x" + height + " " + format + " pixels reach from byte "
                            + Math.min(offset, last) + " to " + end + ", outside an array of " + samples.length);
        }
        return of(Interleaved.of(samples, offset, rowStride, format, width, height), null);
    }

    private static Pixels of(Interleaved samples, ICC_Profile profile) {
        return new Pixels(samples, null, profile, !samples.opaque());
    }

    private static Pixels of(DeepSamples samples, ICC_Profile profile) {
        return new Pixels(null, samples, profile, !samples.opaque());
    }

    /** Stored, pixels. */
    public int width() {
        return deep != null ? deep.width() : samples.width();
    }

    /** Stored, pixels. */
    public int height() {
        return deep != null ? deep.height() : samples.height();
    }

    /** Whether a pixel is not opaque; an alpha channel of 255 throughout counts as none. */
    public boolean hasAlpha() {
        return alpha;
    }

    /** Whether a sample has more than 8 bits. */
    public boolean isDeep() {
        return deep != null;
    }

    /** The ICC profile that the samples are in; empty for sRGB. */
    public Optional<byte[]> iccProfile() {
        return Optional.ofNullable(profile).map(ICC_Profile::getData);
    }

    /** Tells a file the size and the colour space of its picture. */
    void describe(HeifWriter writer) {
        writer.size(width(), height());
        iccProfile().ifPresent(writer::iccProfile);
    }

    /** The samples in 8 bits, rounded where they have more. */
    Interleaved samples() {
        Interleaved bytes = samples;
        if (bytes == null) {
            bytes = deep.toBytes();
            samples = bytes;
        }
        return bytes;
    }

    /** The samples in 16 bits. */
    DeepSamples deepSamples() {
        return deep != null ? deep : DeepSamples.of(samples);
    }

    private static Rectangle bounds(RenderedImage image) {
        return new Rectangle(image.getMinX(), image.getMinY(), image.getWidth(), image.getHeight());
    }

    private static String text(Rectangle r) {
        return r.width + "x" + r.height + " at " + r.x + "," + r.y;
    }
}
