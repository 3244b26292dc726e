package org.mvjpeg.cli;

import java.util.Locale;

/** Sums up a batch: its last line. Time is that of the wall, so it tells what several jobs gain. */
final class Summary {
    private final long start = System.nanoTime();
    private int pictures;
    private long bytes;
    private long pixels;

    void add(long pictureBytes, long picturePixels) {
        pictures++;
        bytes += pictureBytes;
        pixels += picturePixels;
    }

    String line(String done, int failures) {
        return String.format(
                Locale.ROOT,
                "%s %d %s  %d B  %.3f bpp  %d ms%s",
                done,
                pictures,
                pictures == 1 ? "picture" : "pictures",
                bytes,
                pixels == 0 ? 0.0 : 8.0 * bytes / pixels,
                (System.nanoTime() - start) / 1_000_000,
                failures == 0 ? "" : "  " + failures + " failed");
    }
}
