package org.mvjpeg.imageio;

import java.awt.Dimension;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageWriteParam;
import org.mvjpeg.codec.Device;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.Speed;

/**
 * Parameters of {@link MvjpegImageWriter}.
 *
 * <p>The standard quality 0..1 is mapped to a quantiser by {@link EncoderOptions#qpOfQuality}. Everything that is not set here comes
 * from the system properties that {@link EncoderOptions} names. Tiling makes a grid of pictures that are larger than a tile: {@link
 * #MODE_DEFAULT} chooses the tiles, {@link #MODE_EXPLICIT} takes {@link #setTiling} as the most that a tile may have, {@link
 * #MODE_DISABLED} has none where one picture can hold all. Progressive mode can be set and changes nothing: callers set it
 * on every writer.
 */
public final class MvjpegImageWriteParam extends ImageWriteParam {
    /** The only compression type. */
    public static final String HEVC = "HEVC";

    /** The system property that says whether metadata are kept where a program does not. */
    static final String METADATA_PROPERTY = "mvjpeg.metadata";

    private final float defaultQuality;
    private boolean qualitySet;
    private Integer qp;
    private Long targetBytes;
    private Double targetBitsPerPixel;
    private Profile profile;
    private Speed speed;
    private Integer threads;
    private Integer bitDepth;
    private Device device;
    private Boolean keepMetadata;

    /** @throws IllegalArgumentException if a system property has a value that cannot be used */
    public MvjpegImageWriteParam(Locale locale) {
        super(locale);
        canWriteCompressed = true;
        canWriteProgressive = true;
        canWriteTiles = true;
        preferredTileSizes = new Dimension[] {
            new Dimension(EncoderOptions.MIN_TILE, EncoderOptions.MIN_TILE),
            new Dimension(EncoderOptions.MAX_TILE, EncoderOptions.MAX_TILE)
        };
        progressiveMode = MODE_DISABLED;
        compressionMode = MODE_DEFAULT;
        compressionTypes = new String[] {HEVC};
        compressionType = HEVC;
        defaultQuality =
                EncoderOptions.qualityOfQp(EncoderOptions.builder().build().qp());
        compressionQuality = defaultQuality;
    }

    /** Goes back to the defaults; the type stays, since most callers set a quality without ever setting a type. */
    @Override
    public void unsetCompression() {
        super.unsetCompression();
        compressionType = HEVC;
        compressionQuality = defaultQuality;
        qualitySet = false;
    }

    /** @param type {@link #HEVC}, or {@code null} for the default, which is the same */
    @Override
    public void setCompressionType(String type) {
        super.setCompressionType(type == null ? HEVC : type);
    }

    @Override
    public void setCompressionQuality(float quality) {
        super.setCompressionQuality(quality);
        qualitySet = true;
    }

    @Override
    public boolean isCompressionLossless() {
        super.isCompressionLossless();
        return false;
    }

    @Override
    public String[] getCompressionQualityDescriptions() {
        super.getCompressionQualityDescriptions();
        return new String[] {"Smallest file", "Small file", "Good picture", "Best picture"};
    }

    @Override
    public float[] getCompressionQualityValues() {
        super.getCompressionQualityValues();
        return new float[] {0, 0.25f, 0.5f, 0.75f, 1};
    }

    /**
     * Sets the most that a tile may have; the writer makes tiles even.
     *
     * @param tileWidth a multiple of 64 from 256 to 4096
     * @param tileHeight likewise
     * @param tileGridXOffset 0
     * @param tileGridYOffset 0
     * @throws IllegalArgumentException naming the value and the limit
     */
    @Override
    public void setTiling(int tileWidth, int tileHeight, int tileGridXOffset, int tileGridYOffset) {
        if (tilingMode == MODE_EXPLICIT) {
            EncoderOptions.builder().tile(tileWidth, tileHeight);
        }
        super.setTiling(tileWidth, tileHeight, tileGridXOffset, tileGridYOffset);
    }

    /** The quantiser, if one was set. */
    public Optional<Integer> getQp() {
        return Optional.ofNullable(qp);
    }

    /**
     * Sets the quantiser; it goes before the quality.
     *
     * @param qp 0 (finest) to 51, or {@code null} for the default
     */
    public void setQp(Integer qp) {
        if (qp != null) {
            EncoderOptions.builder().qp(qp);
        }
        this.qp = qp;
    }

    /** The most bytes that the file may take, if that was set. */
    public Optional<Long> getTargetBytes() {
        return Optional.ofNullable(targetBytes);
    }

    /**
     * Sets the most bytes that the whole file may take; it goes before the QP, the quality and a target of bits per pixel. The writer comes
     * within 3 % of it from below where that can be had. Where even the smallest file takes more, that one is written, and warning listeners are told.
     *
     * @param bytes at least 1, or {@code null} for none
     */
    public void setTargetBytes(Long bytes) {
        if (bytes != null) {
            EncoderOptions.builder().targetBytes(bytes);
        }
        this.targetBytes = bytes;
    }

    /** The most bits of the file for each pixel, if that was set. */
    public Optional<Double> getTargetBitsPerPixel() {
        return Optional.ofNullable(targetBitsPerPixel);
    }

    /**
     * Sets the most bits that the whole file may take for each pixel, like {@link #setTargetBytes}; it goes before the QP and the quality.
     *
     * @param bitsPerPixel above 0, or {@code null} for none
     */
    public void setTargetBitsPerPixel(Double bitsPerPixel) {
        if (bitsPerPixel != null) {
            EncoderOptions.builder().targetBitsPerPixel(bitsPerPixel);
        }
        this.targetBitsPerPixel = bitsPerPixel;
    }

    /** For whom is compressed, if it was set. */
    public Optional<Profile> getProfile() {
        return Optional.ofNullable(profile);
    }

    /** @param profile for whom to compress, or {@code null} for the default */
    public void setProfile(Profile profile) {
        this.profile = profile;
    }

    /** The effort of the encoder, if it was set. */
    public Optional<Speed> getSpeed() {
        return Optional.ofNullable(speed);
    }

    /** @param speed the effort of the encoder, or {@code null} for the default */
    public void setSpeed(Speed speed) {
        this.speed = speed;
    }

    /** The threads that one picture may use, if they were set. */
    public Optional<Integer> getThreads() {
        return Optional.ofNullable(threads);
    }

    /** @param threads that one picture may use, 1 to 256, or {@code null} for the default */
    public void setThreads(Integer threads) {
        if (threads != null) {
            EncoderOptions.builder().threads(threads);
        }
        this.threads = threads;
    }

    /** Bits per coded sample, if they were set. */
    public Optional<Integer> getBitDepth() {
        return Optional.ofNullable(bitDepth);
    }

    /**
     * Sets the bits per coded sample.
     *
     * @param bitDepth 8, 10 or {@link EncoderOptions#AUTO_BIT_DEPTH}, or {@code null} for the default
     */
    public void setBitDepth(Integer bitDepth) {
        if (bitDepth != null) {
            EncoderOptions.builder().bitDepth(bitDepth);
        }
        this.bitDepth = bitDepth;
    }

    /** Where the kernel runs, if it was set. */
    public Optional<Device> getDevice() {
        return Optional.ofNullable(device);
    }

    /** @param device where the kernel runs, or {@code null} for the default */
    public void setDevice(Device device) {
        this.device = device;
    }

    /** Whether Exif, XMP and thumbnails are kept, if it was set. */
    public Optional<Boolean> getKeepMetadata() {
        return Optional.ofNullable(keepMetadata);
    }

    /**
     * Sets whether Exif (with the place where the picture was taken), XMP and thumbnails are kept. Orientation and ICC profile always
     * are: without them the picture would not be shown rightly.
     *
     * @param keep or {@code null} for the default, which is the system property {@code mvjpeg.metadata} ({@code keep}, {@code strip})
     */
    public void setKeepMetadata(Boolean keep) {
        this.keepMetadata = keep;
    }

    /** Whether a write keeps metadata. @param param of any plug-in, or {@code null} */
    static boolean keepsMetadata(ImageWriteParam param) {
        if (param instanceof MvjpegImageWriteParam ours && ours.keepMetadata != null) {
            return ours.keepMetadata;
        }
        String property = System.getProperty(METADATA_PROPERTY, "keep").strip();
        return switch (property.toLowerCase(Locale.ROOT)) {
            case "keep" -> true;
            case "strip" -> false;
            default ->
                throw new IllegalArgumentException(
                        "system property " + METADATA_PROPERTY + "=" + property + ": not one of [keep, strip]");
        };
    }

    /** What the encoder is asked for: the system properties, overruled by what was set here. */
    public EncoderOptions toEncoderOptions() {
        EncoderOptions.Builder options = EncoderOptions.builder();
        if (compressionMode == MODE_EXPLICIT && qualitySet) {
            options.quality(compressionQuality);
        }
        getQp().ifPresent(options::qp);
        getTargetBitsPerPixel().ifPresent(options::targetBitsPerPixel);
        getTargetBytes().ifPresent(options::targetBytes);
        getProfile().ifPresent(options::profile);
        getSpeed().ifPresent(options::speed);
        getThreads().ifPresent(options::threads);
        getBitDepth().ifPresent(options::bitDepth);
        getDevice().ifPresent(options::device);
        if (tilingMode != MODE_EXPLICIT || tilingSet) {
            RequestedTiles.set(options, this);
        }
        return options.build();
    }
}
