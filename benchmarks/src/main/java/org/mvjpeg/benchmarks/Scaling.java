package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.mvjpeg.codec.EncoderOnly;

/**
 * What a core is worth when all have a picture of their own: the writer and x265 alone, on one thread and on one for each core, in turns.
 * Standard output is a Markdown table of medians over the rounds; "per core" is the time of one thread by that of all.
 *
 * <p>Arguments: width, height (1152, 864), pictures of a thread in a round (2), rounds (20).
 */
public final class Scaling {
    private static final int WARM_UP_PICTURES = 1500;

    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ExecutorService threads = Executors.newFixedThreadPool(cores);
    private final BufferedImage picture;
    private final int pictures;

    private Scaling(BufferedImage picture, int pictures) {
        this.picture = picture;
        this.pictures = pictures;
    }

    /** Runs it, in some two minutes. */
    public static void main(String[] arguments) throws Exception {
        int[] values = {1152, 864, 2, 20};
        for (int k = 0; k < arguments.length; k++) {
            values[k] = Integer.parseInt(arguments[k]);
        }
        ImageIO.setUseCache(false);
        new Scaling(PhotoLike.of(values[0], values[1]), values[2]).run(values[3]);
    }

    private void run(int rounds) throws Exception {
        BufferedImage small = PhotoLike.of(64, 64);
        for (int k = 0; k < WARM_UP_PICTURES; k++) {
            write(small);
        }
        List<EncoderOnly> encoders = IntStream.range(0, cores)
                .mapToObj(core -> EncoderOnly.ofPreprocessed(picture))
                .toList();
        double[] writer = new double[rounds];
        double[] x265 = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            writer[round] = perCore(thread -> () -> write(picture));
            x265[round] = perCore(thread -> () -> encoders.get(thread).encode().length);
            ratio[round] = writer[round] / x265[round];
            System.err.printf(Locale.ROOT, "%d/%d: %.3f %.3f%n", round + 1, rounds, writer[round], x265[round]);
        }
        threads.shutdown();
        encoders.forEach(EncoderOnly::close);
        System.out.println("| " + picture.getWidth() + "x" + picture.getHeight() + ", threads | per core |");
        System.out.println("|---|---:|");
        print("writer `mvjpeg`, " + cores, writer);
        print("x265 alone, " + cores, x265);
        print("writer by x265 alone", ratio);
    }

    private static void print(String name, double[] values) {
        System.out.printf(Locale.ROOT, "| %s | %.3f |%n", name, Runs.median(values));
    }

    /** Tasks of a thread by its number. */
    private interface Contestant {
        Callable<Integer> of(int thread);
    }

    /** One thread before and after all, so that a machine that slows down or speeds up counts half on either side. */
    private double perCore(Contestant contestant) throws Exception {
        double before = time(contestant, 1);
        double all = time(contestant, cores);
        return (before + time(contestant, 1)) / 2 / all;
    }

    private double time(Contestant contestant, int count) throws Exception {
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < count; thread++) {
            Callable<Integer> task = contestant.of(thread);
            running.add(threads.submit(() -> {
                for (int k = 0; k < pictures; k++) {
                    task.call();
                }
                return null;
            }));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
        return System.nanoTime() - start;
    }

    private static int write(BufferedImage picture) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, "mvjpeg", file)) {
            throw new IOException("ImageIO has no writer mvjpeg");
        }
        return file.size();
    }
}
