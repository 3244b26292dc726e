package org.mvjpeg.codec;

import java.util.Arrays;

/**
 * Decoded samples as the kernel takes them, 4:2:0 of 8 bits; and the way back, which is that of pictures of ten bits before the encoder:
 * what the network changes goes on top of the samples themselves.
 */
final class RoundedPlanes {
    private static final byte NEUTRAL = (byte) 128;
    private static final int WHITE = 255;

    private RoundedPlanes() {}

    /** A picture of 4:2:0 or 4:0:0; odd sides are filled up by repetition, and chroma that is not there says gray. */
    static WholePlanes of(YuvPicture picture) {
        return WholePlanes.filled(picture.width(), picture.height(), Byte.BYTES, planes -> {
            for (int plane = 0; plane < 3; plane++) {
                fill(planes, plane, picture);
            }
        });
    }

    private static void fill(WholePlanes planes, int plane, YuvPicture picture) {
        byte[] rounded = new byte[planes.columns(plane)];
        if (plane > 0 && picture.monochrome()) {
            Arrays.fill(rounded, NEUTRAL);
            for (int y = 0; y < planes.rows(plane); y++) {
                planes.put(plane, y, rounded);
            }
            return;
        }
        int shift = picture.depth() - Byte.SIZE;
        int half = 1 << shift >> 1;
        short[] row = new short[picture.columns(plane)];
        for (int y = 0; y < planes.rows(plane); y++) {
            picture.row(plane, Math.min(y, picture.rows(plane) - 1), row);
            for (int x = 0; x < rounded.length; x++) {
                rounded[x] = (byte) Math.min(WHITE, row[Math.min(x, row.length - 1)] + half >> shift);
            }
            planes.put(plane, y, rounded);
        }
    }

    /**
     * A picture's samples, of its own depth, with what differs between two sets of planes added.
     *
     * @param picture of more than 8 bits
     * @param before what {@link #of} made of it
     */
    static WholePlanes change(YuvPicture picture, WholePlanes before, WholePlanes after) {
        return WholePlanes.filled(picture.width(), picture.height(), Short.BYTES, planes -> {
            for (int plane = 0; plane < (picture.monochrome() ? 1 : 3); plane++) {
                change(planes, plane, picture, before, after);
            }
        });
    }

    private static void change(
            WholePlanes planes, int plane, YuvPicture picture, WholePlanes before, WholePlanes after) {
        int shift = picture.depth() - Byte.SIZE;
        int white = (1 << picture.depth()) - 1;
        byte[] from = new byte[planes.columns(plane)];
        byte[] to = new byte[from.length];
        short[] row = new short[picture.columns(plane)];
        for (int y = 0; y < picture.rows(plane); y++) {
            picture.row(plane, y, row);
            before.row(plane, y, from);
            after.row(plane, y, to);
            for (int x = 0; x < row.length; x++) {
                int changed = row[x] + ((to[x] & 255) - (from[x] & 255) << shift);
                row[x] = (short) Math.max(0, Math.min(changed, white));
            }
            planes.put(plane, y, row);
        }
    }
}
