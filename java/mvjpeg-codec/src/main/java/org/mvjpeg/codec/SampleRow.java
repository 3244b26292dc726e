package org.mvjpeg.codec;

/** A row of one plane as it is coded, whose samples are looked up for pixels. */
final class SampleRow {
    private final YuvPicture picture;
    private final int plane;

    /** log2 of the pixels to a sample. */
    private final int shift;

    /** One of the two is there. */
    private final byte[] bytes;

    private final short[] shorts;

    /** @param plane 0 luma, 1 Cb, 2 Cr */
    SampleRow(YuvPicture picture, int plane) {
        this.picture = picture;
        this.plane = plane;
        this.shift = plane == 0 ? 0 : picture.shiftX();
        this.bytes = picture.depth() == Byte.SIZE ? new byte[picture.columns(plane)] : null;
        this.shorts = bytes == null ? new short[picture.columns(plane)] : null;
    }

    /** Goes to a row of the plane. */
    void read(int row) {
        if (bytes != null) {
            picture.row(plane, row, bytes);
        } else {
            picture.row(plane, row, shorts);
        }
    }

    /**
     * What a table says of pixels' samples.
     *
     * @param table as long as samples are many
     * @param first column of the first pixel
     * @param step columns from a pixel to the next
     * @param to one for each pixel
     */
    void look(int[] table, int first, int step, int[] to) {
        if (bytes == null) {
            for (int i = 0, x = first; i < to.length; i++, x += step) {
                to[i] = table[shorts[x >> shift]];
            }
        } else if (shift == 1 && step == 1 && (first & 1) == 0) {
            lookUpPairs(table, first / 2, to);
        } else if (shift == 0 && step == 1) {
            for (int i = 0; i < to.length; i++) {
                to[i] = table[bytes[first + i] & 255];
            }
        } else {
            for (int i = 0, x = first; i < to.length; i++, x += step) {
                to[i] = table[bytes[x >> shift] & 255];
            }
        }
    }

    /** Two pixels to a sample. */
    private void lookUpPairs(int[] table, int first, int[] to) {
        int pairs = to.length / 2;
        for (int i = 0; i < pairs; i++) {
            int value = table[bytes[first + i] & 255];
            to[2 * i] = value;
            to[2 * i + 1] = value;
        }
        if (to.length % 2 == 1) {
            to[2 * pairs] = table[bytes[first + pairs] & 255];
        }
    }
}
