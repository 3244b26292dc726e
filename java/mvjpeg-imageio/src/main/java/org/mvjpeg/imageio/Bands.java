package org.mvjpeg.imageio;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Bands that a caller chooses. */
final class Bands {
    private Bands() {}

    /** The chosen bands, or all. */
    static int[] orAll(int[] bands, int count) {
        return bands == null ? IntStream.range(0, count).toArray() : bands;
    }

    /**
     * Source bands in the order in which a raster of their own shows them.
     *
     * @param target the place of each source band; {@code null} for their own order
     * @param count of the bands that there are
     * @return {@code null} for all as they are
     * @throws IllegalArgumentException if a source band is not there, or the places are not all of those that there are
     */
    static int[] inOrder(int[] source, int[] target, int count) {
        if (source == null && target == null) {
            return null;
        }
        int[] from = orAll(source, count);
        int[] to = orAll(target, from.length);
        int[] places = IntStream.of(to).sorted().toArray();
        if (!Arrays.equals(places, IntStream.range(0, from.length).toArray())
                || IntStream.of(from).anyMatch(band -> band >= count)) {
            throw new IllegalArgumentException(
                    "Bands " + Arrays.toString(from) + " of " + count + " in the places " + Arrays.toString(to));
        }
        int[] ordered = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            ordered[to[i]] = from[i];
        }
        return ordered;
    }
}
