package org.mvjpeg.sets.fidelity;

/** Samples of one component, full range: 0 is black, 255 white. Immutable. */
public final class Plane {
    private final int width;
    private final int height;
    private final float[] samples;

    private Plane(int width, int height, float[] samples) {
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    /**
     * A plane of 8-bit samples.
     *
     * @param width samples per row, at least 1
     * @param height rows, at least 1
     * @param samples {@code width * height} unsigned bytes, row after row; copied
     * @throws IllegalArgumentException for a size below 1 or another number of samples
     */
    public static Plane of(int width, int height, byte[] samples) {
        checkSize(width, height, samples.length);
        float[] copy = new float[samples.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = samples[i] & 0xFF;
        }
        return new Plane(width, height, copy);
    }

    /**
     * A plane of samples of any depth, scaled to 0 to 255.
     *
     * @param width samples per row, at least 1
     * @param height rows, at least 1
     * @param samples {@code width * height} of 0 to 255, row after row; copied
     * @throws IllegalArgumentException for a size below 1, another number of samples, or one outside 0 to 255
     */
    public static Plane of(int width, int height, float[] samples) {
        checkSize(width, height, samples.length);
        for (int i = 0; i < samples.length; i++) {
            if (!(samples[i] >= 0 && samples[i] <= 255)) {
                throw new IllegalArgumentException("sample " + i + " is " + samples[i] + ", must be 0 to 255");
            }
        }
        return new Plane(width, height, samples.clone());
    }

    private static void checkSize(int width, int height, int count) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("size is " + width + "x" + height + ", must be at least 1x1");
        }
        if ((long) width * height != count) {
            throw new IllegalArgumentException(
                    count + " samples, must be " + (long) width * height + " for a plane of " + width + "x" + height);
        }
    }

    /** Samples per row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The sample at a column and a row, 0 to 255. */
    public float at(int x, int y) {
        return samples[y * width + x];
    }

    void requireSizeOf(Plane other) {
        if (width != other.width || height != other.height) {
            throw new IllegalArgumentException(
                    "size is " + width + "x" + height + ", must be " + other.width + "x" + other.height);
        }
    }

    /** Half the size, rounded up: means of 2x2 samples, the last column and row repeated where odd. */
    Plane halved() {
        int halfWidth = (width + 1) / 2;
        int halfHeight = (height + 1) / 2;
        float[] half = new float[halfWidth * halfHeight];
        for (int y = 0; y < halfHeight; y++) {
            int below = Math.min(2 * y + 1, height - 1);
            for (int x = 0; x < halfWidth; x++) {
                int right = Math.min(2 * x + 1, width - 1);
                half[y * halfWidth + x] =
                        (at(2 * x, 2 * y) + at(right, 2 * y) + at(2 * x, below) + at(right, below)) / 4;
            }
        }
        return new Plane(halfWidth, halfHeight, half);
    }
}
