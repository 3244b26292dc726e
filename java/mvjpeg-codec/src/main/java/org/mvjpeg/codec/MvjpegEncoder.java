package org.mvjpeg.codec;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.kernel.Source;

/**
 * Turns pixels into HEIC files; the pipeline pixels → kernel → x265 → HEIF boxes. One encoder serves many threads; native
 * contexts are pooled inside and freed by {@link #close()}.
 */
public final class MvjpegEncoder implements AutoCloseable {
    private static final long MAX_IDLE_CONTEXT_BYTES = 512L << 20;
    private static final long MAX_IDLE_STAGING_BYTES = 64L << 20;

    private final ContextPool contexts;
    private final StagingBuffers staging = new StagingBuffers(MAX_IDLE_STAGING_BYTES);
    private final Kernels kernels = new Kernels();

    /** An encoder; loads the native libraries on first use. @throws CodecException if they cannot be loaded */
    public MvjpegEncoder() {
        Kernels.load();
        Ffmpeg.x265();
        this.contexts =
                new ContextPool(Math.max(8, 2 * Runtime.getRuntime().availableProcessors()), MAX_IDLE_CONTEXT_BYTES);
    }

    /**
     * Codes one picture.
     *
     * @throws CodecException if a native library fails
     * @throws IllegalStateException if the encoder is closed
     */
    public EncodedPicture encode(Pixels pixels, EncoderOptions options) {
        return encode(pixels, options, ProgressListener.NONE);
    }

    /** Codes one picture, with progress. @throws CancellationException if the listener cancels */
    public EncodedPicture encode(Pixels pixels, EncoderOptions options, ProgressListener listener) {
        Objects.requireNonNull(pixels, "pixels");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(listener, "listener");
        Optional<Tiling> tiling = Tiling.of(pixels.width(), pixels.height(), options);
        if (tiling.isPresent()) {
            return encode(pixels, new GridEncoder(pixels, options, tiling.get(), kernels, this::codeTile, listener));
        }
        Progress progress = pixels.hasAlpha() ? new Progress(listener, 1, 5, 1, 2) : new Progress(listener, 1, 5);
        Stopwatch watch = new Stopwatch();
        try (StagingBuffers.Buffer staged = staging.stage(pixels.samples())) {
            Source colour = source(staged, pixels.samples(), false);
            HevcPicture picture = contexts.with(
                    settings(pixels, options, X265Settings.Tuning.of(options.profile())),
                    context -> code(context, watch, progress, planes -> kernels.process(options, colour, planes)));
            HeifWriter writer = HeifWriter.of(picture);
            pixels.describe(writer);
            if (pixels.hasAlpha()) {
                Source alpha = source(staged, pixels.samples(), true);
                HevcPicture plane = contexts.with(
                        settings(pixels, options, X265Settings.Tuning.ALPHA),
                        context -> code(context, watch, progress, planes -> kernels.convert(options, alpha, planes)));
                writer.alpha(plane, false);
            }
            return new EncodedPicture(
                    writer.toByteArray(),
                    pixels.width(),
                    pixels.height(),
                    picture.qp(),
                    Duration.ofNanos(watch.kernel),
                    Duration.ofNanos(watch.encoder));
        }
    }

    private EncodedPicture encode(Pixels pixels, GridEncoder grid) {
        try (StagingBuffers.Buffer staged = staging.stage(pixels.samples())) {
            return grid.encode(
                    source(staged, pixels.samples(), false),
                    pixels.hasAlpha() ? source(staged, pixels.samples(), true) : null);
        }
    }

    private HevcPicture codeTile(X265Settings settings, Consumer<Planes> filler) {
        return contexts.with(settings, context -> {
            filler.accept(context.planes());
            return context.encodePicture();
        });
    }

    /** Fills a context's planes and codes them. */
    private static HevcPicture code(X265Encoder context, Stopwatch watch, Progress progress, PlaneFiller filler) {
        long start = System.nanoTime();
        filler.fill(context.planes());
        long filled = System.nanoTime();
        watch.kernel += filled - start;
        progress.advance();
        long coding = System.nanoTime();
        HevcPicture picture = context.encodePicture();
        watch.encoder += System.nanoTime() - coding;
        progress.advance();
        return picture;
    }

    private static X265Settings settings(Pixels pixels, EncoderOptions options, X265Settings.Tuning tuning) {
        return X265Settings.of(CodedSize.of(pixels.width(), pixels.height()), options, tuning);
    }

    private static Source source(StagingBuffers.Buffer staged, Interleaved samples, boolean alpha) {
        return new Source(
                staged.memory(),
                (long) samples.width() * samples.pixelStride(),
                samples.pixelStride(),
                alpha ? samples.alpha() : samples.red(),
                alpha ? samples.alpha() : samples.green(),
                alpha ? samples.alpha() : samples.blue(),
                samples.width(),
                samples.height());
    }

    /** Frees all contexts and kernels; those in use when their picture is done. */
    @Override
    public void close() {
        contexts.close();
        staging.close();
        kernels.close();
    }

    private interface PlaneFiller {
        void fill(Planes planes);
    }

    /** Nanoseconds by library. */
    private static final class Stopwatch {
        private long kernel;
        private long encoder;
    }
}
