package org.mvjpeg.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mvjpeg.heif.ColourDescription;

/**
 * ICC profiles for colours that a file describes by code points of ITU-T H.273 alone: Display P3 and BT.2020 of standard dynamic range,
 * with the curve of sRGB. ICC.1:2010 (version 4.3): three colorants and one parametric curve.
 */
final class RgbProfile {
    private static final int BT2020 = 9;
    private static final int DISPLAY_P3 = 12;

    /** x and y of red, green and blue. */
    private static final double[][] P3_PRIMARIES = {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}};

    private static final double[][] BT2020_PRIMARIES = {{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}};

    private static final double[] D65 = {0.3127, 0.3290};

    /** The profile connection space's white, as XYZ. */
    private static final double[] D50 = {0.9642, 1.0, 0.8249};

    /** The Bradford cone response. */
    private static final double[][] BRADFORD = {
        {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
    };

    /** ((x + 0.055) / 1.055)^2.4 from 0.04045 on, x / 12.92 below. */
    private static final double[] SRGB_CURVE = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};

    private static final int HEADER = 128;

    private RgbProfile() {}

    /** Empty where samples are taken for sRGB: the primaries are those of sRGB or not known, or the transfer is not that of a display. */
    static Optional<byte[]> of(ColourDescription colour) {
        if (!isLikeSrgb(colour.transfer())) {
            return Optional.empty();
        }
        return switch (colour.primaries()) {
            case DISPLAY_P3 -> Optional.of(profile("Display P3", P3_PRIMARIES));
            case BT2020 -> Optional.of(profile("BT.2020", BT2020_PRIMARIES));
            default -> Optional.empty();
        };
    }

    /** sRGB's own, and the cameras' curves of BT.709, BT.601 and BT.2020, which displays show like it. */
    private static boolean isLikeSrgb(int transfer) {
        return transfer == 13 || transfer == 1 || transfer == 6 || transfer == 14 || transfer == 15;
    }

    private static byte[] profile(String name, double[][] primaries) {
        double[][] colorants = adapted(primaries);
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("desc", text(name));
        tags.put("cprt", text("No copyright"));
        tags.put("wtpt", xyz(D50[0], D50[1], D50[2]));
        for (int c = 0; c < 3; c++) {
            tags.put("rgb".charAt(c) + "XYZ", xyz(colorants[0][c], colorants[1][c], colorants[2][c]));
        }
        byte[] curve = curve();
        for (int c = 0; c < 3; c++) {
            tags.put("rgb".charAt(c) + "TRC", curve);
        }
        return assembled(tags);
    }

    private static byte[] assembled(Map<String, byte[]> tags) {
        int offset = HEADER + 4 + 12 * tags.size();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteBuffer table = ByteBuffer.allocate(offset - HEADER).putInt(tags.size());
        byte[] last = null;
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            boolean shared = tag.getValue() == last;
            int at = offset + data.size() - (shared ? tag.getValue().length : 0);
            table.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
            if (!shared) {
                data.writeBytes(tag.getValue());
            }
            last = tag.getValue();
        }
        int size = offset + data.size();
        ByteBuffer profile = ByteBuffer.allocate(size);
        profile.putInt(size).position(8);
        profile.putInt(0x04300000).put(ascii("mntrRGB XYZ "));
        profile.position(36);
        profile.put(ascii("acsp"));
        profile.position(68);
        for (double value : D50) {
            profile.putInt(fixed(value));
        }
        profile.position(HEADER);
        return profile.put(table.array()).put(data.toByteArray()).array();
    }

    /** Lengths are multiples of four, as tags begin at. */
    private static byte[] text(String text) {
        byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
        ByteBuffer tag = ByteBuffer.allocate(28 + (utf16.length + 3) / 4 * 4);
        tag.put(ascii("mluc")).putInt(0).putInt(1).putInt(12).put(ascii("enUS"));
        return tag.putInt(utf16.length).putInt(28).put(utf16).array();
    }

    private static byte[] xyz(double x, double y, double z) {
        return ByteBuffer.allocate(20)
                .put(ascii("XYZ "))
                .putInt(0)
                .putInt(fixed(x))
                .putInt(fixed(y))
                .putInt(fixed(z))
                .array();
    }

    private static byte[] curve() {
        int parametric = 3 << 16;
        ByteBuffer tag = ByteBuffer.allocate(12 + 4 * SRGB_CURVE.length);
        tag.put(ascii("para")).putInt(0).putInt(parametric);
        for (double value : SRGB_CURVE) {
            tag.putInt(fixed(value));
        }
        return tag.array();
    }

    private static int fixed(double value) {
        return (int) Math.round(value * 65536);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** XYZ of the primaries, in columns, so scaled that they make white, and white adapted from D65 to D50. */
    private static double[][] adapted(double[][] primaries) {
        double[][] xyz = new double[3][3];
        for (int c = 0; c < 3; c++) {
            double[] column = ofChromaticity(primaries[c]);
            for (int row = 0; row < 3; row++) {
                xyz[row][c] = column[row];
            }
        }
        double[] white = ofChromaticity(D65);
        double[] scale = multiply(inverse(xyz), white);
        double[] from = multiply(BRADFORD, white);
        double[] to = multiply(BRADFORD, D50);
        double[][] cones = multiply(BRADFORD, xyz);
        for (int row = 0; row < 3; row++) {
            for (int c = 0; c < 3; c++) {
                cones[row][c] *= scale[c] * to[row] / from[row];
            }
        }
        return multiply(inverse(BRADFORD), cones);
    }

    private static double[] ofChromaticity(double[] xy) {
        return new double[] {xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]};
    }

    private static double[] multiply(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                product[row] += matrix[row][i] * vector[i];
            }
        }
        return product;
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] product = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    product[row][column] += a[row][i] * b[i][column];
                }
            }
        }
        return product;
    }

    /** By cofactors. */
    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int r1 = (column + 1) % 3;
                int r2 = (column + 2) % 3;
                int c1 = (row + 1) % 3;
                int c2 = (row + 2) % 3;
                inverse[row][column] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
            }
            determinant += m[0][row] * inverse[row][0];
        }
        for (double[] row : inverse) {
            for (int column = 0; column < 3; column++) {
                row[column] /= determinant;
            }
        }
        return inverse;
    }
}
