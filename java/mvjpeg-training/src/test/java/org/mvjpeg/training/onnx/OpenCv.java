package org.mvjpeg.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;

/** ONNX networks run by OpenCV DNN: the independent reference. */
final class OpenCv {
    private OpenCv() {}

    /** The values of the first output. */
    static float[] run(byte[] onnx, float[] input, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            Net net = opencv_dnn.readNetFromONNX(new BytePointer(onnx), onnx.length);
            net.setPreferableBackend(opencv_dnn.DNN_BACKEND_OPENCV);
            // Winograd's transforms cost four digits.
            net.enableWinograd(false);
            int[] sizes = new int[shape.length];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = (int) shape[i];
            }
            net.setInput(new Mat(sizes, opencv_core.CV_32F, new FloatPointer(input)));
            Mat output = net.forward();
            assertThat(output.depth()).isEqualTo(opencv_core.CV_32F);
            float[] values = new float[(int) output.total()];
            new FloatPointer(output.data()).get(values);
            return values;
        }
    }

    /** Fails unless all values agree to 1e-4 of the largest expected one. */
    static void assertClose(float[] actual, float[] expected) {
        assertClose(actual, expected, 1e-4f);
    }

    static void assertClose(float[] actual, float[] expected, float tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        float scale = 1e-6f;
        float worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("value " + i).isFinite();
            scale = Math.max(scale, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        }
        assertThat(worst / scale)
                .as("largest difference relative to the largest value")
                .isLessThan(tolerance);
    }
}
