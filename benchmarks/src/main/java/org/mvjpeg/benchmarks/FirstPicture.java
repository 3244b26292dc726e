package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.mvjpeg.imageio.Mvjpeg;

/** How long the first picture of a process takes: alone, or after {@link Mvjpeg#warmUp()} with the argument {@code warm}. */
public final class FirstPicture {
    private static final int SIDE = 256;
    private static final int LATER = 50;

    private FirstPicture() {}

    /** Prints milliseconds. */
    public static void main(String[] arguments) throws IOException {
        ImageIO.setUseCache(false);
        BufferedImage image = PhotoLike.of(SIDE, SIDE);
        if (Arrays.asList(arguments).contains("warm")) {
            print("warm-up", Mvjpeg.warmUp().toNanos());
        }
        print("first picture", write(image));
        long[] later = new long[LATER];
        Arrays.setAll(later, i -> write(image));
        print("second picture", later[0]);
        Arrays.sort(later);
        print("later ones, median", later[LATER / 2]);
    }

    private static long write(BufferedImage image) {
        long start = System.nanoTime();
        try {
            if (!ImageIO.write(image, "mvjpeg", new ByteArrayOutputStream())) {
                throw new IllegalStateException("ImageIO has no writer mvjpeg");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return System.nanoTime() - start;
    }

    private static void print(String what, long nanoseconds) {
        System.out.printf(Locale.ROOT, "%s: %.1f ms%n", what, nanoseconds / 1e6);
    }
}
