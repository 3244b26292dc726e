package org.mvjpeg.codec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the encoder is asked for; immutable. Defaults come from the system properties {@code mvjpeg.qp}, {@code mvjpeg.quality}
 * (ignored where {@code mvjpeg.qp} is set), {@code mvjpeg.targetBpp} and {@code mvjpeg.targetBytes} (which go before both, the second before
 * the first), {@code mvjpeg.profile}, {@code mvjpeg.model}, {@code mvjpeg.speed}, {@code
 * mvjpeg.threads}, {@code mvjpeg.tile}, {@code mvjpeg.bitDepth} and {@code mvjpeg.device}.
 */
public final class EncoderOptions {
    /** The coarsest HEVC quantiser. */
    public static final int MAX_QP = 51;

    /** The most threads that one picture may use. */
    public static final int MAX_THREADS = 256;

    /** The least side of tiles that can be asked for, pixels. */
    public static final int MIN_TILE = Tiling.MIN_SIDE;

    /** The largest side of tiles that can be asked for, pixels. */
    public static final int MAX_TILE = Tiling.MAX_SIDE;

    /** The side of tiles where they are needed but no side is asked for, pixels. */
    public static final int DEFAULT_TILE = Tiling.DEFAULT_SIDE;

    /** The bit depth that follows the picture's: 10 where its samples have more than 8 bits, 8 otherwise. */
    public static final int AUTO_BIT_DEPTH = 0;

    private static final int DEFAULT_QP = 32;

    /** QPs to a unit of quality. */
    private static final int QP_RANGE = 38;

    private static final int COARSEST_QUALITY_QP = 48;

    /** Bits per sample of HEVC's profile Main 10. */
    private static final int DEEP = 10;

    private final Quantiser quantiser;

    /** {@code null} for none; at most one of the two targets is set. */
    private final Long targetBytes;

    private final Double targetBitsPerPixel;
    private final Profile profile;
    private final Path model;
    private final Speed speed;
    private final int threads;
    private final int tileWidth;
    private final int tileHeight;
    private final int bitDepth;
    private final Device device;
    private final Map<String, String> x265Options;

    private EncoderOptions(Builder builder) {
        this.quantiser = builder.quantiser;
        this.targetBytes = builder.targetBytes;
        this.targetBitsPerPixel = builder.targetBitsPerPixel;
        this.profile = builder.profile;
        this.model = builder.model;
        this.speed = builder.speed;
        this.threads = builder.threads;
        this.tileWidth = builder.tileWidth;
        this.tileHeight = builder.tileHeight;
        this.bitDepth = builder.bitDepth;
        this.device = builder.device;
        this.x265Options = Map.copyOf(builder.x265Options);
    }

    /**
     * A builder that starts from the system properties, and from QP 32, machine, balanced, one thread, no tiles, bit depth and device auto
     * where none is set.
     *
     * @throws IllegalArgumentException if a property's value is not allowed
     */
    public static Builder builder() {
        return OptionProperties.applyTo(new Builder());
    }

    /**
     * Reads a bit depth as operators write it.
     *
     * @param text {@code auto} in any case, {@code 8} or {@code 10}
     * @return {@link #AUTO_BIT_DEPTH}, or the number
     * @throws IllegalArgumentException if it is none of them
     */
    public static int parseBitDepth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> AUTO_BIT_DEPTH;
            case "8" -> Byte.SIZE;
            case "10" -> DEEP;
            default -> throw new IllegalArgumentException("bit depth " + text + " is none of auto, 8, 10");
        };
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder()
                .profile(profile)
                .speed(speed)
                .threads(threads)
                .tile(tileWidth, tileHeight)
                .bitDepth(bitDepth)
                .device(device);
        builder.quantiser = quantiser;
        builder.targetBytes = targetBytes;
        builder.targetBitsPerPixel = targetBitsPerPixel;
        builder.model = model;
        builder.x265Options.putAll(x265Options);
        return builder;
    }

    /**
     * Maps an ImageIO quality to a quantiser: {@code min(48, round(51 - 38 * quality))}, so 0 is QP 48, 0.5 is QP 32 and 1 is QP 13.
     * Beyond 48 adaptive quantisation meets the end of the scale, and a coarser QP takes more bytes in one picture of twenty.
     *
     * @throws IllegalArgumentException if quality is outside 0..1
     */
    public static int qpOfQuality(float quality) {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("quality " + quality + " is outside 0..1");
        }
        return Math.min(COARSEST_QUALITY_QP, Math.round(MAX_QP - QP_RANGE * quality));
    }

    /** The quality, 0 to 1, whose quantiser is {@code qp} or, of those that quality cannot ask for, the next to it. */
    public static float qualityOfQp(int qp) {
        return Math.min((MAX_QP - qp) / (float) QP_RANGE, 1);
    }

    /** HEVC quantiser of the slices, 0 (finest) to 51; means nothing with a target size. */
    public int qp() {
        return quantiser.slice();
    }

    /** HEVC quantiser with its fraction, in steps of 1/64; {@link #qp()} is the nearest whole one. Means nothing with a target size. */
    public double fractionalQp() {
        return quantiser.qp();
    }

    Quantiser quantiser() {
        return quantiser;
    }

    /** The most bytes that the file may take, if that was asked for in bytes. */
    public OptionalLong targetBytes() {
        return targetBytes == null ? OptionalLong.empty() : OptionalLong.of(targetBytes);
    }

    /** The most bits of the file for each pixel, if that was asked for. */
    public OptionalDouble targetBitsPerPixel() {
        return targetBitsPerPixel == null ? OptionalDouble.empty() : OptionalDouble.of(targetBitsPerPixel);
    }

    /** Whether a target size takes the place of the quantiser. */
    boolean hasTarget() {
        return targetBytes != null || targetBitsPerPixel != null;
    }

    /** The most bytes of the file of a picture; with a target. */
    long targetBytes(int width, int height) {
        return targetBytes != null ? targetBytes : (long) (targetBitsPerPixel * width * height / Byte.SIZE);
    }

    /**
     * Says that even the finest quantiser takes clearly less than the target, which makes the picture as good as it can be; empty where the
     * target is met or there is none.
     *
     * @param coded the picture that was coded with these options
     */
    public Optional<String> shortfall(EncodedPicture coded) {
        if (!hasTarget() || coded.fractionalQp() > 0) {
            return Optional.empty();
        }
        long target = targetBytes(coded.width(), coded.height());
        return coded.heif().length >= (1 - SizeSearch.TOLERANCE) * target
                ? Optional.empty()
                : Optional.of(
                        "the finest quantiser takes " + coded.heif().length + " of the target of " + target + " bytes");
    }

    /** Whether the QP may have a fraction: some x265 options rule that out. */
    public boolean allowsFractions() {
        return X265Options.allowFractions(x265Options);
    }

    public Profile profile() {
        return profile;
    }

    /** The safetensors file of the network that stands in for the profile's own; empty for the profile's own. */
    public Optional<Path> model() {
        return Optional.ofNullable(model);
    }

    public Speed speed() {
        return speed;
    }

    /** Threads that one picture may use; x265's bytes with one differ from those with more, those of a grid of tiles do not. */
    public int threads() {
        return threads;
    }

    /** The largest width of tiles, pixels; 0 where none are asked for. */
    public int tileWidth() {
        return tileWidth;
    }

    /** The largest height of tiles, pixels; 0 where none are asked for. */
    public int tileHeight() {
        return tileHeight;
    }

    /** Bits per coded sample, 8 or 10, or {@link #AUTO_BIT_DEPTH}. */
    public int bitDepth() {
        return bitDepth;
    }

    /** Bits per sample that a picture is coded with, 8 or 10. */
    int bitDepth(Pixels pixels) {
        if (bitDepth != AUTO_BIT_DEPTH) {
            return bitDepth;
        }
        return pixels.isDeep() ? DEEP : Byte.SIZE;
    }

    public Device device() {
        return device;
    }

    /** Further x265 options by name. */
    public Map<String, String> x265Options() {
        return x265Options;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncoderOptions o
                && quantiser.equals(o.quantiser)
                && Objects.equals(targetBytes, o.targetBytes)
                && Objects.equals(targetBitsPerPixel, o.targetBitsPerPixel)
                && profile == o.profile
                && Objects.equals(model, o.model)
                && speed == o.speed
                && threads == o.threads
                && tileWidth == o.tileWidth
                && tileHeight == o.tileHeight
                && bitDepth == o.bitDepth
                && device == o.device
                && x265Options.equals(o.x265Options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                quantiser,
                targetBytes,
                targetBitsPerPixel,
                profile,
                model,
                speed,
                threads,
                tileWidth,
                tileHeight,
                bitDepth,
                device,
                x265Options);
    }

    @Override
    public String toString() {
        return rate() + ", " + profile + (model == null ? "" : ", model " + model) + ", " + speed + ", threads "
                + threads + (tileWidth == 0 ? "" : ", tiles " + tileWidth + "x" + tileHeight)
                + (bitDepth == AUTO_BIT_DEPTH ? "" : ", " + bitDepth + " bits") + ", device " + device
                + (x265Options.isEmpty() ? "" : ", x265 " + x265Options);
    }

    private String rate() {
        if (targetBytes != null) {
            return "at most " + targetBytes + " bytes";
        }
        return targetBitsPerPixel != null ? "at most " + targetBitsPerPixel + " bpp" : "qp " + quantiser;
    }

    /**
     * Collects options; each setter checks its value and throws {@link IllegalArgumentException} with the value and the limit.
     * Of {@link #qp}, {@link #quality}, {@link #targetBytes} and {@link #targetBitsPerPixel} the last call counts.
     */
    public static final class Builder {
        private Quantiser quantiser = Quantiser.of(DEFAULT_QP);
        private Long targetBytes;
        private Double targetBitsPerPixel;
        private Profile profile = Profile.MACHINE;
        private Path model;
        private Speed speed = Speed.BALANCED;
        private int threads = 1;
        private int tileWidth;
        private int tileHeight;
        private int bitDepth = AUTO_BIT_DEPTH;
        private Device device = Device.AUTO;
        private final Map<String, String> x265Options = new LinkedHashMap<>();

        private Builder() {}

        /**
         * HEVC quantiser. With a fraction, which is rounded to 1/64, slices have the nearest whole QP and a share of the blocks the next.
         *
         * @param qp 0 (finest) to 51
         */
        public Builder qp(double qp) {
            this.quantiser = Quantiser.of(qp);
            this.targetBytes = null;
            this.targetBitsPerPixel = null;
            return this;
        }

        /** Shorthand for {@code qp(qpOfQuality(quality))}. */
        public Builder quality(float quality) {
            return qp(qpOfQuality(quality));
        }

        /**
         * The finest quantiser whose whole file, metadata included, takes at most this many bytes and, where that can be had, at most 3 %
         * less. Photographs take two encodes on average, noise up to eight.
         *
         * @param bytes at least 1
         */
        public Builder targetBytes(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("target " + bytes + " bytes is below 1");
            }
            this.targetBytes = bytes;
            this.targetBitsPerPixel = null;
            return this;
        }

        /**
         * A target of bytes that is in proportion to the picture's pixels, see {@link #targetBytes}.
         *
         * @param bitsPerPixel bits of the whole file for each pixel, above 0 and finite
         */
        public Builder targetBitsPerPixel(double bitsPerPixel) {
            if (!(bitsPerPixel > 0 && bitsPerPixel <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "target " + bitsPerPixel + " bits per pixel is not above 0 and finite");
            }
            this.targetBitsPerPixel = bitsPerPixel;
            this.targetBytes = null;
            return this;
        }

        public Builder profile(Profile profile) {
            this.profile = Objects.requireNonNull(profile, "profile");
            return this;
        }

        /**
         * A network of one's own, as {@code mvjpeg train} writes it, instead of the profile's; the profile still chooses the encoder's
         * settings, and {@link Profile#OFF} runs no network. An encoder reads the file once.
         *
         * @throws IllegalArgumentException if the file cannot be read
         */
        public Builder model(Path file) {
            this.model = OptionValues.readable(file);
            return this;
        }

        public Builder speed(Speed speed) {
            this.speed = Objects.requireNonNull(speed, "speed");
            return this;
        }

        /** Threads that one picture may use, 1 to 256. */
        public Builder threads(int threads) {
            this.threads = OptionValues.checked("threads", threads, 1, MAX_THREADS);
            return this;
        }

        /** Shorthand for {@code tile(side, side)}. */
        public Builder tile(int side) {
            return tile(side, side);
        }

        /**
         * Codes pictures that are larger as a grid of tiles, which {@link #threads} work on in parallel; tiles are at most this large, and
         * even. The network still sees the whole picture, and the bytes do not depend on the threads.
         *
         * @param width a multiple of 64 from {@value #MIN_TILE} to {@value #MAX_TILE}, or 0, like the height, for tiles only
         *     where one coded picture would exceed HEVC level 6.2
         * @param height likewise
         */
        public Builder tile(int width, int height) {
            if (width != 0 || height != 0) {
                checkedTile(width);
                checkedTile(height);
            }
            this.tileWidth = width;
            this.tileHeight = height;
            return this;
        }

        /**
         * Bits per coded sample. With 10 the file is HEVC of the profile Main 10, which some older readers lack; a QP means the same
         * error relative to white.
         *
         * @param bits 8, 10 or {@link #AUTO_BIT_DEPTH}
         */
        public Builder bitDepth(int bits) {
            if (bits != AUTO_BIT_DEPTH && bits != Byte.SIZE && bits != DEEP) {
                throw new IllegalArgumentException("bit depth " + bits + " is none of auto, 8, 10");
            }
            this.bitDepth = bits;
            return this;
        }

        public Builder device(Device device) {
            this.device = Objects.requireNonNull(device, "device");
            return this;
        }

        /**
         * An x265 option for experts, by its name on x265's command line without dashes; it overrides what profile and speed
         * choose.
         *
         * @throws IllegalArgumentException if x265 has no such option, the value has not its form, or the option is one that the
         *     pipeline itself decides
         */
        public Builder x265Option(String name, String value) {
            x265Options.put(name, X265Options.checked(name, value));
            return this;
        }

        /** The options. @throws IllegalArgumentException if the QP has a fraction and x265 options rule that out */
        public EncoderOptions build() {
            if (quantiser.offset() != 0 && !X265Options.allowFractions(x265Options)) {
                throw new IllegalArgumentException(
                        "QP " + quantiser + " is not whole, which x265 options " + x265Options + " rule out");
            }
            return new EncoderOptions(this);
        }

        private static void checkedTile(int side) {
            if (side < MIN_TILE || side > MAX_TILE || side % Tiling.STEP != 0) {
                throw new IllegalArgumentException("tile side " + side + " is no multiple of " + Tiling.STEP + " in "
                        + MIN_TILE + ".." + MAX_TILE);
            }
        }
    }
}
