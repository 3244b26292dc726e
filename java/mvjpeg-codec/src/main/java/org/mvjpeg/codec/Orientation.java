package org.mvjpeg.codec;

import org.mvjpeg.heif.HeifWriter;

/**
 * How stored pixels are to be shown, in the words and order of Exif's orientation tag (1 to 8): where the first row and the first
 * column are. In HEIF it becomes a rotation ({@code irot}) followed by a mirroring ({@code imir}).
 */
public enum Orientation {
    TOP_LEFT(0, Flip.NONE),
    TOP_RIGHT(0, Flip.COLUMNS),
    BOTTOM_RIGHT(2, Flip.NONE),
    BOTTOM_LEFT(0, Flip.ROWS),
    LEFT_TOP(1, Flip.ROWS),
    RIGHT_TOP(3, Flip.NONE),
    RIGHT_BOTTOM(1, Flip.COLUMNS),
    LEFT_BOTTOM(1, Flip.NONE);

    private enum Flip {
        NONE,
        ROWS,
        COLUMNS
    }

    private final int quarterTurns;
    private final Flip flip;

    Orientation(int quarterTurns, Flip flip) {
        this.quarterTurns = quarterTurns;
        this.flip = flip;
    }

    /** The orientation of an Exif value. @throws IllegalArgumentException if it is outside 1..8 */
    public static Orientation ofExif(int value) {
        if (value < 1 || value > values().length) {
            throw new IllegalArgumentException("Exif orientation " + value + " is outside 1..8");
        }
        return values()[value - 1];
    }

    /** Whether the picture is shown as it is stored. */
    public boolean isUpright() {
        return this == TOP_LEFT;
    }

    /** Anti-clockwise quarter turns that come first, 0 to 3. */
    public int quarterTurns() {
        return quarterTurns;
    }

    /** Whether top and bottom are swapped after turning. */
    public boolean flipsRows() {
        return flip == Flip.ROWS;
    }

    /** Whether left and right are swapped after turning. */
    public boolean flipsColumns() {
        return flip == Flip.COLUMNS;
    }

    void writeTo(HeifWriter writer) {
        writer.rotation(quarterTurns);
        if (flip != Flip.NONE) {
            writer.mirror(flip == Flip.ROWS ? 0 : 1);
        }
    }
}
