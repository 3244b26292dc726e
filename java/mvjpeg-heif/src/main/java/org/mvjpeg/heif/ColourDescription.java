package org.mvjpeg.heif;

/**
 * Code points of ITU-T H.273 as the VUI of an SPS and an {@code nclx} box carry them.
 *
 * @param primaries colour_primaries, 0..65535 (1: BT.709 and sRGB, 9: BT.2020, 12: Display P3)
 * @param transfer transfer_characteristics, 0..65535 (13: sRGB)
 * @param matrix matrix_coefficients, 0..65535 (6: BT.601, 1: BT.709)
 * @param fullRange whether luma spans 0..2^depth-1 rather than the studio range
 */
public record ColourDescription(int primaries, int transfer, int matrix, boolean fullRange) {
    /** Code point for "not said here". */
    public static final int UNSPECIFIED = 2;

    public ColourDescription {
        requireCodePoint("primaries", primaries);
        requireCodePoint("transfer", transfer);
        requireCodePoint("matrix", matrix);
    }

    private static void requireCodePoint(String name, int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException(name + " is " + value + ", only 0..65535 is allowed");
        }
    }
}
