package org.mvjpeg.codec;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.heif.TiledPicture;
import org.mvjpeg.kernel.Planes;

/**
 * Codes one picture as a grid: the kernel passes over the whole, so that no network sees where tiles meet, then tiles are cut from its
 * planes and coded, several at a time. The bytes do not depend on how many: in each context x265 works on one thread.
 */
final class GridEncoder {
    private final Pixels pixels;
    private final Consumer<HeifWriter> description;
    private final EncoderOptions options;
    private final Tiling tiling;
    private final int depth;
    private final ContextPool contexts;
    private final CodedSize tileSize;
    private final X265Settings colourSettings;

    /** {@code null} without alpha. */
    private final X265Settings alphaSettings;

    private final Progress progress;
    private long kernelNanos;
    private long encoderNanos;
    private long pictureBytes;

    /** @param description tells a file all but the coded picture */
    GridEncoder(
            Pixels pixels,
            Consumer<HeifWriter> description,
            EncoderOptions options,
            Tiling tiling,
            ContextPool contexts,
            ProgressListener listener) {
        this.pixels = pixels;
        this.description = description;
        this.options = options;
        this.tiling = tiling;
        this.depth = options.bitDepth(pixels);
        this.contexts = contexts;
        this.tileSize = CodedSize.of(tiling.tileWidth(), tiling.tileHeight());
        this.colourSettings = settings(X265Settings.Tuning.of(options.profile()));
        this.alphaSettings = pixels.hasAlpha() ? settings(X265Settings.Tuning.ALPHA) : null;
        this.progress = new Progress(listener, stages(pixels.hasAlpha(), tiling.tiles()));
    }

    /** The cost of each step: the kernel and all tiles; once more, less, for alpha. */
    private static float[] stages(boolean alpha, int tiles) {
        float[] stages = new float[(1 + tiles) * (alpha ? 2 : 1)];
        Arrays.fill(stages, 0, 1 + tiles, 5f / tiles);
        Arrays.fill(stages, 1 + tiles, stages.length, 2f / tiles);
        stages[0] = 1;
        if (alpha) {
            stages[1 + tiles] = 1;
        }
        return stages;
    }

    /** Bytes of the planes and of all contexts, those of the colour's tiles idle while alpha is coded. */
    long memory() {
        int contextsAtATime = Math.min(options.threads(), tiling.tiles());
        long colour = colourSettings.memory();
        long alpha = alphaSettings == null ? 0 : alphaSettings.memory();
        return WholePlanes.memory(pixels.width(), pixels.height(), colourSettings.sampleBytes())
                + contextsAtATime * (colour + alpha);
    }

    /**
     * Codes the picture.
     *
     * @param memory with what {@link #memory()} says
     */
    EncodedPicture encode(MemoryBudget.Reservation memory, PlaneFiller filler) {
        try (WholePlanes planes = new WholePlanes(pixels.width(), pixels.height(), colourSettings.sampleBytes())) {
            TiledPicture picture = code(memory, planes, filler::colour, colourSettings);
            HeifWriter writer = HeifWriter.of(picture);
            description.accept(writer);
            if (alphaSettings != null) {
                writer.alpha(code(memory, planes, filler::alpha, alphaSettings), false);
            }
            return new EncodedPicture(
                    writer.toByteArray(),
                    pixels.width(),
                    pixels.height(),
                    picture.tiles().get(0).qp(),
                    options.fractionalQp(),
                    pictureBytes,
                    1,
                    Duration.ofNanos(kernelNanos),
                    Duration.ofNanos(encoderNanos));
        }
    }

    private TiledPicture code(
            MemoryBudget.Reservation memory, WholePlanes planes, Consumer<Planes> filler, X265Settings settings) {
        long start = System.nanoTime();
        filler.accept(planes.planes());
        long filled = System.nanoTime();
        kernelNanos += filled - start;
        progress.advance();
        TiledPicture picture = code(memory, planes, settings);
        encoderNanos += System.nanoTime() - filled;
        pictureBytes +=
                picture.tiles().stream().mapToLong(tile -> tile.sample().length).sum();
        return picture;
    }

    private TiledPicture code(MemoryBudget.Reservation memory, WholePlanes planes, X265Settings settings) {
        AtomicReferenceArray<HevcPicture> tiles = new AtomicReferenceArray<>(tiling.tiles());
        try (ContextPool.Lease lease = contexts.lend(memory, settings)) {
            Parallel.run(
                    tiles.length(),
                    options.threads(),
                    tile -> tiles.set(tile, lease.with(context -> code(context, planes, tile))),
                    progress::advance);
        }
        return new TiledPicture(
                tiling.columns(),
                tiling.rows(),
                planes.width(),
                planes.height(),
                IntStream.range(0, tiles.length()).mapToObj(tiles::get).toList());
    }

    private HevcPicture code(X265Encoder context, WholePlanes planes, int tile) {
        planes.copyTo(context.planes(tileSize), tiling.x(tile), tiling.y(tile));
        return context.encodePicture(tileSize, options.quantiser());
    }

    private X265Settings settings(X265Settings.Tuning tuning) {
        return X265Settings.of(tileSize, depth, options.toBuilder().threads(1).build(), tuning);
    }
}
