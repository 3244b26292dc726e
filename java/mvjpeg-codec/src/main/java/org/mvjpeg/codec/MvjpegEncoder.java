package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.kernel.Source;

/**
 * Turns pixels into HEIC files; the pipeline pixels → kernel → x265 → HEIF boxes. One encoder serves many threads; native
 * contexts are pooled inside and freed by {@link #close()}. All encoders of a process share one ceiling of native memory, the
 * system property {@code mvjpeg.maxBytes}; threads that have to wait for it are served in the order of arrival.
 */
public final class MvjpegEncoder implements AutoCloseable {
    private final MemoryBudget.Account memory;
    private final ContextPool contexts = new ContextPool();
    private final Kernels kernels = new Kernels();

    /**
     * An encoder; loads the native libraries on first use.
     *
     * @throws CodecException if they cannot be loaded
     * @throws IllegalArgumentException if the system property {@code mvjpeg.maxBytes} is no positive size
     */
    public MvjpegEncoder() {
        this(MemoryCeiling.shared());
    }

    MvjpegEncoder(MemoryBudget budget) {
        Kernels.load();
        Ffmpeg.x265();
        this.memory = budget.open();
    }

    /**
     * The most that all encoders of this process hold natively, bytes; a picture that needs more is coded while no other is.
     *
     * @throws IllegalArgumentException if the system property {@code mvjpeg.maxBytes} is no positive size
     */
    public static long maxBytes() {
        return MemoryCeiling.shared().limit();
    }

    /**
     * Codes one picture; with a target size as often as it takes to come near it. Waits while pictures under way hold the memory that it
     * needs; an interrupt does not end the wait.
     *
     * @throws TargetSizeException if the file takes more than its target size even at the coarsest quantiser
     * @throws CodecException if a native library fails
     * @throws IllegalStateException if the encoder is closed
     */
    public EncodedPicture encode(Pixels pixels, EncoderOptions options) {
        return encode(pixels, options, ProgressListener.NONE);
    }

    /** Codes one picture, with progress. @throws CancellationException if the listener cancels */
    public EncodedPicture encode(Pixels pixels, EncoderOptions options, ProgressListener listener) {
        return encode(pixels, options, PictureMetadata.NONE, listener);
    }

    /** Codes one picture with what is to be told of it. @throws CancellationException if the listener cancels */
    public EncodedPicture encode(
            Pixels pixels, EncoderOptions options, PictureMetadata metadata, ProgressListener listener) {
        Objects.requireNonNull(pixels, "pixels");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(listener, "listener");
        return options.hasTarget()
                ? new TargetEncoder(pixels, options, (trial, progress) -> encodeOnce(pixels, trial, metadata, progress))
                        .encode(listener)
                : encodeOnce(pixels, options, metadata, listener);
    }

    private EncodedPicture encodeOnce(
            Pixels pixels, EncoderOptions options, PictureMetadata metadata, ProgressListener listener) {
        List<CodedThumbnail> thumbnails = thumbnails(metadata.thumbnails(), options, listener);
        Consumer<HeifWriter> description = writer -> {
            pixels.describe(writer);
            metadata.describe(writer);
            thumbnails.forEach(thumbnail -> thumbnail.describe(writer));
        };
        Optional<Tiling> tiling = Tiling.of(pixels.width(), pixels.height(), options);
        if (tiling.isPresent()) {
            GridEncoder grid = new GridEncoder(pixels, description, options, tiling.get(), contexts, listener);
            return filled(pixels, options, grid.memory(), grid::encode);
        }
        Progress progress = pixels.hasAlpha() ? new Progress(listener, 1, 5, 1, 2) : new Progress(listener, 1, 5);
        Job job = new Job(pixels, description, options, progress);
        return filled(pixels, options, job.memory(), (reserved, filler) -> encode(job, reserved, filler));
    }

    /**
     * Runs a task with what fills planes in the depth that is asked for.
     *
     * @param bytes that the task itself needs
     */
    private <T> T filled(
            Pixels pixels,
            EncoderOptions options,
            long bytes,
            BiFunction<MemoryBudget.Reservation, PlaneFiller, T> task) {
        if (options.bitDepth(pixels) > Byte.SIZE) {
            try (MemoryBudget.Reservation reserved = memory.reserve(bytes + TenBitFiller.memory(pixels, options))) {
                return task.apply(reserved, new TenBitFiller(reserved, kernels, options, pixels));
            }
        }
        try (MemoryBudget.Reservation reserved = memory.reserve(bytes + EightBitFiller.memory(pixels))) {
            return EightBitFiller.with(reserved, kernels, options, pixels, filler -> task.apply(reserved, filler));
        }
    }

    /**
     * Codes two small pictures, one for each network of a profile, and drops them, so that the first real picture finds networks and
     * x265's tables loaded. A picture of another size still opens a context of its own, in less than a millisecond.
     *
     * @param options that pictures will be coded with; a target size is not looked for
     * @return the time that it took
     * @throws CodecException if a native library fails
     * @throws IllegalStateException if the encoder is closed
     */
    public Duration warmUp(EncoderOptions options) {
        long start = System.nanoTime();
        EncoderOptions once = options.toBuilder().qp(options.fractionalQp()).build();
        encode(drawn(Profile.SMALL_SIDE / 4), once);
        encode(drawn(Profile.SMALL_SIDE + Profile.SMALL_SIDE / 4), once);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A slope with a texture: what is flat would leave half of x265 out. */
    private static Pixels drawn(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, (x * y & 63) * 0x20301 + (x + y) * 96 / side * 0x10101);
            }
        }
        return Pixels.of(image);
    }

    /** Codes thumbnails, each within memory of its own; no network works for them, since they are for people. */
    private List<CodedThumbnail> thumbnails(List<Pixels> pictures, EncoderOptions options, ProgressListener listener) {
        EncoderOptions plain = options.toBuilder().profile(Profile.OFF).build();
        List<CodedThumbnail> coded = new ArrayList<>();
        for (Pixels small : pictures) {
            int index = coded.size();
            Progress progress = new Progress(fraction -> listener.onThumbnailProgress(index, fraction), 1, 5);
            Job job = new Job(small, writer -> {}, plain, progress);
            HevcPicture picture =
                    filled(small, plain, job.memory(), (reserved, filler) -> colour(job, reserved, filler));
            coded.add(new CodedThumbnail(picture, small.width(), small.height(), small.iccProfile()));
        }
        return coded;
    }

    private HevcPicture colour(Job job, MemoryBudget.Reservation reserved, PlaneFiller filler) {
        return contexts.with(reserved, job.colour, context -> job.code(context, filler::colour));
    }

    private EncodedPicture encode(Job job, MemoryBudget.Reservation reserved, PlaneFiller filler) {
        HevcPicture picture = colour(job, reserved, filler);
        HeifWriter writer = job.write(picture);
        if (job.alpha != null) {
            HevcPicture plane = contexts.with(reserved, job.alpha, context -> job.code(context, filler::alpha));
            writer.alpha(plane, false);
        }
        return job.coded(writer, picture);
    }

    /** Samples that a staging buffer holds, or their alpha as gray. */
    static Source source(BytePointer staged, Interleaved samples, boolean ofAlpha) {
        return new Source(
                staged,
                (long) samples.width() * samples.pixelStride(),
                samples.pixelStride(),
                ofAlpha ? samples.alpha() : samples.red(),
                ofAlpha ? samples.alpha() : samples.green(),
                ofAlpha ? samples.alpha() : samples.blue(),
                samples.width(),
                samples.height());
    }

    /** Frees all contexts and kernels; those in use when their picture is done. */
    @Override
    public void close() {
        memory.close();
        kernels.close();
    }

    /** One picture on its way. */
    private static final class Job {
        private final Pixels pixels;
        private final Consumer<HeifWriter> description;
        private final EncoderOptions options;
        private final Progress progress;
        private final CodedSize size;
        private final X265Settings colour;

        /** {@code null} without alpha. */
        private final X265Settings alpha;

        private long kernelNanos;
        private long encoderNanos;
        private long pictureBytes;

        private Job(Pixels pixels, Consumer<HeifWriter> description, EncoderOptions options, Progress progress) {
            this.pixels = pixels;
            this.description = description;
            this.options = options;
            int depth = options.bitDepth(pixels);
            this.progress = progress;
            this.size = CodedSize.of(pixels.width(), pixels.height());
            this.colour = X265Settings.of(size, depth, options, X265Settings.Tuning.of(options.profile()));
            this.alpha = pixels.hasAlpha() ? X265Settings.of(size, depth, options, X265Settings.Tuning.ALPHA) : null;
        }

        /** Bytes for all that is open at a time, the idle context of the first plane included. */
        private long memory() {
            return colour.memory() + (alpha == null ? 0 : alpha.memory());
        }

        /** Fills a context's planes and codes them. */
        private HevcPicture code(X265Encoder context, Consumer<Planes> filler) {
            long start = System.nanoTime();
            filler.accept(context.planes(size));
            kernelNanos += System.nanoTime() - start;
            progress.advance();
            long coding = System.nanoTime();
            HevcPicture picture = context.encodePicture(size, options.quantiser());
            pictureBytes += picture.sample().length;
            encoderNanos += System.nanoTime() - coding;
            progress.advance();
            return picture;
        }

        private HeifWriter write(HevcPicture picture) {
            HeifWriter writer = HeifWriter.of(picture);
            description.accept(writer);
            return writer;
        }

        private EncodedPicture coded(HeifWriter writer, HevcPicture picture) {
            return new EncodedPicture(
                    writer.toByteArray(),
                    pixels.width(),
                    pixels.height(),
                    picture.qp(),
                    options.fractionalQp(),
                    pictureBytes,
                    1,
                    Duration.ofNanos(kernelNanos),
                    Duration.ofNanos(encoderNanos));
        }
    }
}
