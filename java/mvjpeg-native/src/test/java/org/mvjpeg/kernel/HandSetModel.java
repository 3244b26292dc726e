package org.mvjpeg.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The shipped model for encoders that are not ours, which is not trained: the recommended architecture with weights set by hand. Inside textured
 * cells detail below three gray levels is cored away (branch B), 2×2 blocks are drawn to their mean (branch A) and
 * a low-pass is mixed in, all growing with the QP from 22 on; flat cells stay untouched.
 */
final class HandSetModel {
    private static final int CHANNELS = 24; // four for each plane
    private static final int LUMA = 4;
    private static final int PLANES = 6;
    private static final int GATE = 32;
    private static final int CENTRE = 4;
    private static final int ONE = 64; // the weight that stands for 1
    private static final int CORE = 3; // gray levels
    private static final int HEAD_GAIN = 4; // head activations per gray level

    private HandSetModel() {}

    /** Writes all models that are set by hand into a folder. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        write(jpeg(), folder.resolve("jpeg.safetensors"));
        write(LowpassModel.detection(), folder.resolve("detection.safetensors"));
    }

    private static void write(Model model, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Safetensors.write(model, out);
        }
    }

    static Model jpeg() {
        ModelBuilder model = new ModelBuilder().note("profile", "machine").note("weights", "set by hand");
        head(model);
        // Half through the body, half through the skip connection.
        identity(model, "body.0", ONE / 2);
        short[] skip = new short[CHANNELS];
        Arrays.fill(skip, (short) (ONE / 2));
        model.skip(skip);
        tail(model);
        pixel(model);
        gates(model);
        float[] lowpass = new float[ModelBuilder.QPS * 2];
        for (int qp = 0; qp < ModelBuilder.QPS; qp++) {
            lowpass[2 * qp] = (float) (0.35 / 16 * ramp(qp));
            lowpass[2 * qp + 1] = (float) (0.5 / 16 * ramp(qp));
        }
        return model.floats("lowpass", List.of(ModelBuilder.QPS, 2), lowpass).build();
    }

    private static double ramp(int qp) {
        return Math.max(0, qp - 22) / 29.0;
    }

    /** Channels 4p..4p+3: relu(h), relu(−h), relu(h − core), relu(−h − core), with h the detail of plane p against its neighbourhood. */
    private static void head(ModelBuilder model) {
        byte[] weight = new byte[CHANNELS * PLANES * 9];
        int[] bias = new int[CHANNELS];
        for (int plane = 0; plane < PLANES; plane++) {
            for (int kind = 0; kind < 4; kind++) {
                int out = 4 * plane + kind;
                int sign = kind % 2 == 0 ? 1 : -1;
                for (int in = 0; in < PLANES; in++) {
                    for (int tap = 0; tap < 9; tap++) {
                        weight[(out * PLANES + in) * 9 + tap] = (byte) (sign * detail(plane, in, tap));
                    }
                }
                bias[out] = kind < 2 ? 0 : -CORE * ONE;
            }
        }
        model.convolution("head", PLANES, 9, weight, bias, ModelBuilder.everyQp(CHANNELS, (float) HEAD_GAIN / ONE));
    }

    private static int detail(int plane, int in, int tap) {
        boolean cross = tap % 2 == 1;
        if (plane < LUMA) { // mean over the four phases, weights 2 at the centre and 1/2 on each side, of 16
            int mean = in >= LUMA ? 0 : tap == CENTRE ? 2 * ONE / 16 : cross ? ONE / 32 : 0;
            return (in == plane && tap == CENTRE ? ONE : 0) - mean;
        }
        int mean = in != plane ? 0 : tap == CENTRE ? ONE / 4 : cross ? ONE / 8 : ONE / 16; // binomial 3×3
        return (in == plane && tap == CENTRE ? ONE : 0) - mean;
    }

    private static void identity(ModelBuilder model, String name, int centre) {
        byte[] weight = new byte[CHANNELS * CHANNELS * 9];
        for (int c = 0; c < CHANNELS; c++) {
            weight[(c * CHANNELS + c) * 9 + CENTRE] = (byte) centre;
        }
        model.convolution(name, CHANNELS, 9, weight, new int[CHANNELS], ModelBuilder.everyQp(CHANNELS, 1.0F / ONE));
    }

    /** −strength · (h − soft threshold of h), in sixteenths of a gray level. */
    private static void tail(ModelBuilder model) {
        byte[] weight = new byte[PLANES * CHANNELS * 9];
        for (int plane = 0; plane < PLANES; plane++) {
            int[] factors = {-ONE, ONE, ONE, -ONE};
            for (int kind = 0; kind < 4; kind++) {
                weight[(plane * CHANNELS + 4 * plane + kind) * 9 + CENTRE] = (byte) factors[kind];
            }
        }
        float[] requant = new float[ModelBuilder.QPS * PLANES];
        for (int k = 0; k < requant.length; k++) {
            requant[k] = (float) (0.8 * ramp(k / PLANES) * 16 / (HEAD_GAIN * ONE));
        }
        model.convolution("tail", CHANNELS, 9, weight, new int[PLANES], requant);
    }

    /** Towards the mean of the 2×2 luma block. */
    private static void pixel(ModelBuilder model) {
        byte[] weight = new byte[PLANES * PLANES];
        for (int out = 0; out < LUMA; out++) {
            for (int in = 0; in < LUMA; in++) {
                weight[out * PLANES + in] = (byte) (in == out ? -ONE * 3 / 4 : ONE / 4);
            }
        }
        float[] requant = new float[ModelBuilder.QPS * PLANES];
        for (int k = 0; k < requant.length; k++) {
            requant[k] = (float) (0.1 * ramp(k / PLANES) * 16 / ONE);
        }
        model.convolution("pixel", PLANES, 1, weight, new int[PLANES], requant);
    }

    /** Luma gates open with luma activity (mean gradient 1 to 8 gray levels), chroma gates with chroma activity (0.5 to 5). */
    private static void gates(ModelBuilder model) {
        byte[] first = new byte[GATE * 8 * 9];
        byte[] second = new byte[GATE * GATE * 9];
        byte[] third = new byte[4 * GATE * 9];
        int[] binomial = {4, 8, 4, 8, 16, 8, 4, 8, 4};
        for (int c = 0; c < 2; c++) {
            for (int tap = 0; tap < 9; tap++) {
                first[(c * 8 + 6 + c) * 9 + tap] = (byte) binomial[tap];
            }
            second[(c * GATE + c) * 9 + CENTRE] = ONE;
            third[(2 * c * GATE + c) * 9 + CENTRE] = ONE;
            third[((2 * c + 1) * GATE + c) * 9 + CENTRE] = ONE;
        }
        model.convolution("gate.0", 8, 9, first, new int[GATE], ModelBuilder.everyQp(GATE, 1.0F / ONE));
        model.convolution("gate.1", GATE, 9, second, new int[GATE], ModelBuilder.everyQp(GATE, 1.0F / ONE));
        int[] bias = {-8 * ONE, -8 * ONE, -4 * ONE, -4 * ONE};
        float[] requant = new float[ModelBuilder.QPS * 4];
        for (int k = 0; k < requant.length; k++) {
            requant[k] = (k % 4 < 2 ? 5.0F : 8.0F) / ONE;
        }
        model.convolution("gate.2", GATE, 9, third, bias, requant);
    }
}
