package org.mvjpeg.training.onnx;

import java.util.stream.IntStream;

/** Where the samples of a resized axis come from, by the formulas of ONNX's Resize. */
final class ResampledAxis {
    static final String HALF_PIXEL = "half_pixel";
    static final String PYTORCH_HALF_PIXEL = "pytorch_half_pixel";
    static final String ALIGN_CORNERS = "align_corners";
    static final String ASYMMETRIC = "asymmetric";
    static final String FLOOR = "floor";
    static final String CEIL = "ceil";
    static final String ROUND_PREFER_FLOOR = "round_prefer_floor";
    static final String ROUND_PREFER_CEIL = "round_prefer_ceil";

    /** Coordinates and rounding. */
    record Rule(String coordinates, String nearest) {
        /** Of the operator sets that had no choice. */
        static final Rule OLD = new Rule(ASYMMETRIC, FLOOR);

        boolean isHalfPixel() {
            return coordinates.equals(HALF_PIXEL);
        }

        boolean isAlignCorners() {
            return coordinates.equals(ALIGN_CORNERS);
        }

        /** Whether whole factors repeat each sample. */
        boolean repeats() {
            return coordinates.equals(ASYMMETRIC) && nearest.equals(FLOOR)
                    || coordinates.equals(HALF_PIXEL) && nearest.startsWith("round");
        }
    }

    private final double[] positions;
    private final long last;
    private final String rounding;

    ResampledAxis(long from, long to, double scale, Rule rule) {
        this.last = from - 1;
        this.rounding = rule.nearest();
        this.positions = IntStream.range(0, Math.toIntExact(to))
                .mapToDouble(i -> switch (rule.coordinates()) {
                    case ASYMMETRIC -> i / scale;
                    case ALIGN_CORNERS -> to == 1 ? 0 : i * (double) (from - 1) / (to - 1);
                    case PYTORCH_HALF_PIXEL -> to == 1 ? 0 : (i + 0.5) / scale - 0.5;
                    default -> (i + 0.5) / scale - 0.5;
                })
                .toArray();
    }

    long[] nearest() {
        long[] indices = new long[positions.length];
        for (int i = 0; i < indices.length; i++) {
            double position = positions[i];
            indices[i] = clamp(
                    switch (rounding) {
                        case FLOOR -> Math.floor(position);
                        case CEIL -> Math.ceil(position);
                        case ROUND_PREFER_CEIL -> Math.floor(position + 0.5);
                        default -> Math.ceil(position - 0.5);
                    });
        }
        return indices;
    }

    long[] lower() {
        long[] indices = new long[positions.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = clamp(Math.floor(positions[i]));
        }
        return indices;
    }

    long[] upper() {
        long[] indices = new long[positions.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = clamp(Math.floor(positions[i]) + 1);
        }
        return indices;
    }

    float[] upperWeights() {
        float[] weights = new float[positions.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (positions[i] - Math.floor(positions[i]));
        }
        return weights;
    }

    private long clamp(double index) {
        return (long) Math.min(Math.max(index, 0), last);
    }
}
