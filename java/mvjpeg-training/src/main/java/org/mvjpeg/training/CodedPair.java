package org.mvjpeg.training;

import org.mvjpeg.codec.I420;

/**
 * A picture before and behind a codec.
 *
 * @param original planes of the picture as it was, without a network
 * @param decoded planes that a decoder shows
 * @param bytes of the file
 */
record CodedPair(I420 original, I420 decoded, int bytes) {
    /** A square of both. @param left even @param top even @param side even */
    CodedPair window(int left, int top, int side) {
        return new CodedPair(window(original, left, top, side), window(decoded, left, top, side), bytes);
    }

    private static I420 window(I420 from, int left, int top, int side) {
        return new I420(
                side,
                side,
                window(from.y(), from.width(), left, top, side),
                window(from.u(), from.width() / 2, left / 2, top / 2, side / 2),
                window(from.v(), from.width() / 2, left / 2, top / 2, side / 2));
    }

    private static byte[] window(byte[] plane, int width, int left, int top, int side) {
        byte[] window = new byte[side * side];
        for (int y = 0; y < side; y++) {
            System.arraycopy(plane, (top + y) * width + left, window, y * side, side);
        }
        return window;
    }
}
