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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.mvjpeg.codec.EncoderOnly;

/**
 * What a core is worth when all have a picture of their own: the writer and x265 alone, on one thread and on one for each core, in turns.
 * Standard output is a Markdown table; "per core" is the time of one thread by that of all: the median over the rounds, and of the shortest
 * times of all rounds, to which whoever else wants the machine only adds.
 *
 * <p>Arguments: width, height (1152, 864), pictures of a thread in a round (2), rounds (20).
 */
public final class Scaling {
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
        WarmUp.of(Scaling::write);
        List<EncoderOnly> encoders = IntStream.range(0, cores)
                .mapToObj(core -> EncoderOnly.ofPreprocessed(picture))
                .toList();
        Contestant writer = new Contestant("writer `mvjpeg`", thread -> () -> write(picture));
        Contestant x265 = new Contestant(
                "x265 alone", thread -> () -> encoders.get(thread).encode().length);
        for (int round = 0; round < rounds; round++) {
            measure(writer);
            measure(x265);
            System.err.println(round + 1 + "/" + rounds);
        }
        threads.shutdown();
        encoders.forEach(EncoderOnly::close);
        System.out.printf(
                "| %dx%d, %d threads | per core | shortest |%n", picture.getWidth(), picture.getHeight(), cores);
        System.out.println("|---|---:|---:|");
        for (Contestant contestant : List.of(writer, x265)) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f |%n",
                    contestant.name,
                    Runs.median(contestant.perCore.stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray()),
                    contestant.shortestOne / contestant.shortestAll);
        }
    }

    /** What runs on threads, by their number, and how long it took. */
    private static final class Contestant {
        private final String name;
        private final IntFunction<Callable<Integer>> tasks;
        private final List<Double> perCore = new ArrayList<>();
        private double shortestOne = Double.MAX_VALUE;
        private double shortestAll = Double.MAX_VALUE;

        private Contestant(String name, IntFunction<Callable<Integer>> tasks) {
            this.name = name;
            this.tasks = tasks;
        }
    }

    /** One thread before and after all, so that a machine that slows down or speeds up counts half on either side. */
    private void measure(Contestant contestant) throws Exception {
        double before = time(contestant, 1);
        double all = time(contestant, cores);
        double after = time(contestant, 1);
        contestant.perCore.add((before + after) / 2 / all);
        contestant.shortestOne = Math.min(contestant.shortestOne, Math.min(before, after));
        contestant.shortestAll = Math.min(contestant.shortestAll, all);
    }

    private double time(Contestant contestant, int count) throws Exception {
        long start = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < count; thread++) {
            Callable<Integer> task = contestant.tasks.apply(thread);
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
