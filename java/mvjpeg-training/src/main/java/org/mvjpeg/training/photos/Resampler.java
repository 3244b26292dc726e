package org.mvjpeg.training.photos;

/** Cuts a window out of a photograph and brings it to another size; a triangle filter, widened where pixels grow fewer. */
final class Resampler {
    private Resampler() {}

    /**
     * A square of a photograph, as 8-bit samples.
     *
     * @param left of the window, pixels, may be a fraction
     * @param top likewise
     * @param window length of its sides, pixels, may be a fraction; what lies outside the photograph continues its edge
     * @param side of the result, pixels
     * @param flip left to right
     */
    static Photo square(Photo photo, double left, double top, double window, int side, boolean flip) {
        Taps columns = new Taps(left, window, side, photo.width());
        Taps rows = new Taps(top, window, side, photo.height());
        byte[] source = photo.rgb();
        float[][] narrowed = new float[photo.height()][];
        byte[] rgb = new byte[3 * side * side];
        float[] line = new float[3 * side];
        for (int y = 0; y < side; y++) {
            java.util.Arrays.fill(line, 0);
            for (int tap = 0; tap < rows.count; tap++) {
                int from = rows.index[y * rows.count + tap];
                float weight = rows.weight[y * rows.count + tap];
                if (weight == 0) {
                    continue;
                }
                if (narrowed[from] == null) {
                    narrowed[from] = narrow(source, from * photo.width() * 3, columns, side);
                }
                float[] row = narrowed[from];
                for (int i = 0; i < line.length; i++) {
                    line[i] += weight * row[i];
                }
            }
            for (int x = 0; x < side; x++) {
                int to = 3 * (y * side + (flip ? side - 1 - x : x));
                for (int c = 0; c < 3; c++) {
                    rgb[to + c] = (byte) Math.max(0, Math.min(255, Math.round(line[3 * x + c])));
                }
            }
        }
        return new Photo(side, side, rgb);
    }

    private static float[] narrow(byte[] source, int start, Taps columns, int side) {
        float[] row = new float[3 * side];
        for (int x = 0; x < side; x++) {
            for (int tap = 0; tap < columns.count; tap++) {
                int from = start + 3 * columns.index[x * columns.count + tap];
                float weight = columns.weight[x * columns.count + tap];
                for (int c = 0; c < 3; c++) {
                    row[3 * x + c] += weight * (source[from + c] & 0xFF);
                }
            }
        }
        return row;
    }

    /** Which samples of an axis make each new sample, and how much. */
    private static final class Taps {
        private final int count;
        private final int[] index;
        private final float[] weight;

        Taps(double start, double length, int to, int size) {
            double step = length / to;
            double reach = Math.max(1, step);
            this.count = (int) Math.ceil(2 * reach) + 1;
            this.index = new int[to * count];
            this.weight = new float[to * count];
            for (int i = 0; i < to; i++) {
                double centre = start + (i + 0.5) * step - 0.5;
                int first = (int) Math.ceil(centre - reach);
                double sum = 0;
                for (int tap = 0; tap < count; tap++) {
                    sum += triangle(first + tap - centre, reach);
                }
                for (int tap = 0; tap < count; tap++) {
                    index[i * count + tap] = Math.max(0, Math.min(size - 1, first + tap));
                    weight[i * count + tap] = (float) (triangle(first + tap - centre, reach) / sum);
                }
            }
        }

        private static double triangle(double distance, double reach) {
            return Math.max(0, 1 - Math.abs(distance) / reach);
        }
    }
}
