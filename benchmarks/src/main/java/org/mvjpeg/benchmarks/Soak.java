package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;

/**
 * Codes many pictures of mixed sizes on many threads and watches what the process holds (Linux). Standard output is a table of the
 * resident set size by pictures coded, and the growth since a tenth of them.
 *
 * <p>Arguments, each {@code name=value}: {@code pictures} (100000), {@code threads} (16), {@code min} and {@code max} sides in pixels (16,
 * 128), {@code step} of sides (1), {@code rows} of the table (20), {@code decode} (false) to read each picture back.
 */
public final class Soak {
    private static final int CANVAS = 1024;

    private final Arguments arguments;
    private final BufferedImage canvas;
    private final AtomicLong coded = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final long start = System.nanoTime();
    private long reference;

    private Soak(Arguments arguments) {
        this.arguments = arguments;
        this.canvas = PhotoLike.of(Math.max(CANVAS, 2 * arguments.max), Math.max(CANVAS, 2 * arguments.max));
    }

    /** Runs the soak. */
    public static void main(String[] arguments) throws Exception {
        new Soak(Arguments.of(arguments)).run();
    }

    private void run() throws InterruptedException, ExecutionException {
        System.out.println("| pictures | RSS, MB | since a tenth | minutes |");
        System.out.println("|---:|---:|---:|---:|");
        ExecutorService threads = Executors.newFixedThreadPool(arguments.threads);
        try (MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < arguments.threads; i++) {
                Random random = new Random(i);
                workers.add(threads.submit(() -> {
                    work(encoder, decoder, random);
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdown();
        }
        System.out.printf(Locale.ROOT, "%n%d bytes per picture on average%n", bytes.get() / arguments.pictures);
    }

    private void work(MvjpegEncoder encoder, MvjpegDecoder decoder, Random random) throws IOException {
        EncoderOptions options = EncoderOptions.builder().build();
        long row = Math.max(1, arguments.pictures / arguments.rows);
        for (long number; (number = coded.incrementAndGet()) <= arguments.pictures; ) {
            EncodedPicture picture = encoder.encode(Pixels.of(picture(random)), options);
            bytes.addAndGet(picture.heif().length);
            if (arguments.decode) {
                decoder.decode(picture.heif());
            }
            if (number % row == 0) {
                report(number);
            }
        }
    }

    /** Somewhere of the canvas, copied as an application would hold it. */
    private BufferedImage picture(Random random) {
        int width = arguments.side(random);
        int height = arguments.side(random);
        int x = random.nextInt(canvas.getWidth() - width);
        int y = random.nextInt(canvas.getHeight() - height);
        BufferedImage image = new BufferedImage(width, height, canvas.getType());
        canvas.getSubimage(x, y, width, height).copyData(image.getRaster());
        return image;
    }

    private synchronized void report(long number) throws IOException {
        long resident = residentBytes();
        if (reference == 0 && number >= arguments.pictures / 10) {
            reference = resident;
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %.1f | %s | %.1f |%n",
                number,
                resident / 1e6,
                reference == 0
                        ? ""
                        : String.format(Locale.ROOT, "%+.1f %%", 100.0 * (resident - reference) / reference),
                (System.nanoTime() - start) / 60e9);
    }

    /** VmRSS of proc(5). */
    private static long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/self/status has no VmRSS");
    }

    private record Arguments(long pictures, int threads, int min, int max, int step, int rows, boolean decode) {
        private static final List<String> NAMES =
                List.of("pictures", "threads", "min", "max", "step", "rows", "decode");

        private Arguments {
            if (pictures < 1 || threads < 1 || min < 1 || max < min || step < 1 || rows < 1) {
                throw new IllegalArgumentException("counts are at least 1, and max " + max + " at least min " + min);
            }
        }

        private static Arguments of(String[] arguments) {
            for (String argument : arguments) {
                if (!argument.contains("=") || !NAMES.contains(argument.substring(0, argument.indexOf('=')))) {
                    throw new IllegalArgumentException(argument + ": not one of " + NAMES + " with =value");
                }
            }
            return new Arguments(
                    Long.parseLong(value(arguments, "pictures", "100000")),
                    Integer.parseInt(value(arguments, "threads", "16")),
                    Integer.parseInt(value(arguments, "min", "16")),
                    Integer.parseInt(value(arguments, "max", "128")),
                    Integer.parseInt(value(arguments, "step", "1")),
                    Integer.parseInt(value(arguments, "rows", "20")),
                    Boolean.parseBoolean(value(arguments, "decode", "false")));
        }

        private static String value(String[] arguments, String name, String otherwise) {
            return Arrays.stream(arguments)
                    .filter(argument -> argument.startsWith(name + "="))
                    .map(argument -> argument.substring(name.length() + 1))
                    .findFirst()
                    .orElse(otherwise);
        }

        private int side(Random random) {
            return min + step * random.nextInt((max - min) / step + 1);
        }
    }
}
