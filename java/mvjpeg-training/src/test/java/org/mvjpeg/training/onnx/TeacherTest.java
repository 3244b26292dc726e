package org.mvjpeg.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.networks.ChannelOrder;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.Normalisation;
import org.mvjpeg.evaluation.networks.OutputLayout;
import org.mvjpeg.evaluation.networks.ResizeRule;
import org.mvjpeg.evaluation.networks.Suppression;
import org.mvjpeg.training.tensor.Tensors;

class TeacherTest {
    private static final int SIZE = 32;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> picturesAreResizedAsByOpenCv() {
        List<DynamicTest> tests = new ArrayList<>();
        int[][] sizes = {{97, 61}, {61, 97}, {32, 32}, {64, 64}, {20, 50}, {20, 25}, {40, 40}, {33, 47}};
        for (int[] size : sizes) {
            tests.add(DynamicTest.dynamicTest("stretch " + size[0] + "x" + size[1], () -> {
                float[] planes = picture(size[0], size[1]);
                assertPlanes(new ResizeRule.Stretch(), planes, size, resized(planes, size[0], size[1], SIZE, SIZE));
            }));
        }
        return tests.stream();
    }

    @Test
    void cropsKeepTheAspectAndTheCentre() throws IOException {
        float[] planes = picture(97, 61);
        float[] whole = resized(planes, 97, 61, Math.round(97f * 40 / 61), 40);
        assertPlanes(new ResizeRule.Crop(40, 0), planes, new int[] {97, 61}, part(whole, 64, 40, 16, 4));
    }

    @Test
    void smallSquaresAreTakenWhole() throws IOException {
        float[] planes = picture(50, 50);
        assertPlanes(new ResizeRule.Crop(40, 50), planes, new int[] {50, 50}, resized(planes, 50, 50, SIZE, SIZE));
        float[] whole = resized(planes, 50, 50, 40, 40);
        assertPlanes(new ResizeRule.Crop(40, 49), planes, new int[] {50, 50}, part(whole, 40, 40, 4, 4));
    }

    @Test
    void letterboxesFillBelowOrBeside() throws IOException {
        float[] planes = picture(96, 48);
        float[] top = resized(planes, 96, 48, 32, 16);
        float[] expected = new float[3 * SIZE * SIZE];
        for (int i = 0; i < expected.length; i++) {
            int y = i / SIZE % SIZE;
            expected[i] = y < 16 ? top[i / (SIZE * SIZE) * 512 + y * 32 + i % SIZE] : 114;
        }
        assertPlanes(new ResizeRule.Letterbox(114), planes, new int[] {96, 48}, expected);
    }

    @Test
    void channelsMeansAndScalesAreThoseDescribed() throws IOException {
        Normalisation bgr = new Normalisation(ChannelOrder.BGR, List.of(1f, 2f, 3f), List.of(1f, 10f, 100f));
        try (Teacher teacher = Teacher.load(classifier(file(channelMeans()), new ResizeRule.Stretch(), bgr, 3));
                PointerScope scope = new PointerScope()) {
            float[] planes = new float[3 * SIZE * SIZE];
            for (int i = 0; i < planes.length; i++) {
                planes[i] = 50 + i / (SIZE * SIZE);
            }
            Teacher.Answer answer = teacher.run(Tensors.of(planes, 1, 3, SIZE, SIZE), List.of());
            assertThat(Tensors.floats(answer.output())).containsExactly(51, 490, 4700);
        }
    }

    @Test
    void gradientsPassThroughTheResize() throws IOException {
        try (Teacher teacher = Teacher.load(classifier(file(channelMeans()), new ResizeRule.Stretch(), plain(), 3));
                PointerScope scope = new PointerScope()) {
            Tensor rgb = Tensors.of(picture(96, 64), 1, 3, 64, 96);
            rgb.set_requires_grad(true);
            teacher.run(rgb, List.of()).output().sum().backward();
            float each = 1f / (96 * 64);
            for (float value : Tensors.floats(rgb.grad())) {
                assertThat(value).isBetween(each * 0.999f, each * 1.001f);
            }
        }
    }

    @Test
    void probabilitiesBecomeLogarithms() throws IOException {
        OnnxWriter writer = new OnnxWriter(13)
                .input("x", 1, 3, SIZE, SIZE)
                .output("y")
                .node("GlobalAveragePool", List.of("x"), "means")
                .node("Flatten", List.of("means"), "flat")
                .node("Softmax", List.of("flat"), "y");
        NetworkDescription description = new NetworkDescription(
                file(writer),
                Optional.empty(),
                SIZE,
                SIZE,
                plain(),
                new ResizeRule.Stretch(),
                OutputLayout.PROBABILITIES,
                3,
                Optional.empty());
        try (Teacher teacher = Teacher.load(description);
                PointerScope scope = new PointerScope()) {
            float[] planes = new float[3 * SIZE * SIZE];
            Tensor output =
                    teacher.run(Tensors.of(planes, 1, 3, SIZE, SIZE), List.of()).output();
            assertThat(Tensors.floats(output)).containsOnly((float) Math.log(1 / 3f));
        }
    }

    @Test
    void networksThatMixABatchSeeOnePictureAtATime() throws IOException {
        // The mean over the batch axis belongs to no single picture; a file made for one picture does not notice.
        OnnxWriter shaped = new OnnxWriter(11)
                .input("x", 1, 3, SIZE, SIZE)
                .output("y")
                .integers("shape", 1, 3)
                .node("ReduceMean", List.of("x"), "m", Map.of("axes", new long[] {0, 2, 3}, "keepdims", 0))
                .node("Reshape", List.of("m", "shape"), "y");
        try (Teacher teacher = Teacher.load(classifier(file(shaped), new ResizeRule.Stretch(), plain(), 3));
                PointerScope scope = new PointerScope()) {
            assertThat(teacher.batches()).isFalse();
            float[] planes = new float[2 * 3 * SIZE * SIZE];
            Arrays.fill(planes, planes.length / 2, planes.length, 8);
            Tensor output =
                    teacher.run(Tensors.of(planes, 2, 3, SIZE, SIZE), List.of()).output();
            assertThat(output.shape()).containsExactly(2, 3);
            assertThat(Tensors.floats(output)).containsExactly(0, 0, 0, 8, 8, 8);
        }
    }

    @Test
    void outputsThatDoNotFitAreRefused() throws IOException {
        Path file = file(channelMeans());
        assertThatThrownBy(() -> Teacher.load(classifier(file, new ResizeRule.Stretch(), plain(), 1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": the output shape is [1, 3], but 1000 classes make [1, 1000]");
        NetworkDescription detector = new NetworkDescription(
                file,
                Optional.empty(),
                SIZE,
                SIZE,
                plain(),
                new ResizeRule.Letterbox(114),
                OutputLayout.YOLOX,
                80,
                Optional.of(new Suppression(0.5f, 0.5f)));
        assertThatThrownBy(() -> Teacher.load(detector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": the output shape is [1, 3], but YOLOX of 32x32 and 80 classes make [1, 21, 85]");
    }

    @Test
    void otherNetworksAreRefused() throws IOException {
        Path two = file(channelMeans().output("means"));
        assertThatThrownBy(() -> Teacher.load(classifier(two, new ResizeRule.Stretch(), plain(), 3)))
                .hasMessage(two + ": it has the outputs [y, means] where one belongs");
        Path grey = file(new OnnxWriter(11)
                .input("x", 1, 1, SIZE, SIZE)
                .output("y")
                .weights("w", 1, 3, 1, 1, 1)
                .node("Conv", List.of("x", "w"), "y"));
        assertThatThrownBy(() -> Teacher.load(classifier(grey, new ResizeRule.Stretch(), plain(), 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not run at 32x32: node 'conv0' (Conv)");
        NetworkDescription lite = classifier(folder.resolve("network.tflite"), new ResizeRule.Stretch(), plain(), 3);
        assertThatThrownBy(() -> Teacher.load(lite)).hasMessageContaining("only ONNX networks can teach");
    }

    @Test
    void picturesOfAnotherShapeAreRefused() throws IOException {
        try (Teacher teacher = Teacher.load(classifier(file(channelMeans()), new ResizeRule.Stretch(), plain(), 3));
                PointerScope scope = new PointerScope()) {
            Tensor grey = Tensors.of(new float[SIZE * SIZE], 1, 1, SIZE, SIZE);
            assertThatThrownBy(() -> teacher.prepare(grey))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pictures are floats of shape [N, 3, H, W], not [1, 1, 32, 32]");
            Tensor bytes = Tensors.of(new float[3], 1, 3, 1, 1).to(ScalarType.Byte);
            assertThatThrownBy(() -> teacher.prepare(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void assertPlanes(ResizeRule rule, float[] planes, int[] size, float[] expected) throws IOException {
        try (Teacher teacher = Teacher.load(classifier(file(channelMeans()), rule, plain(), 3));
                PointerScope scope = new PointerScope()) {
            Tensor prepared = teacher.prepare(Tensors.of(planes, 1, 3, size[1], size[0]));
            assertThat(prepared.shape()).containsExactly(1, 3, SIZE, SIZE);
            OpenCv.assertClose(Tensors.floats(prepared), expected, 1e-5f);
        }
    }

    /** OpenCV's resize on floats, by area where neither side grows and bicubic otherwise, clipped to 0..255. */
    private static float[] resized(float[] planes, int w, int h, int toWidth, int toHeight) {
        boolean shrinks = toWidth <= w && toHeight <= h;
        float[] resized = new float[3 * toWidth * toHeight];
        try (PointerScope scope = new PointerScope()) {
            for (int plane = 0; plane < 3; plane++) {
                float[] from = Arrays.copyOfRange(planes, plane * w * h, (plane + 1) * w * h);
                Mat to = new Mat();
                opencv_imgproc.resize(
                        new Mat(new int[] {h, w}, opencv_core.CV_32F, new FloatPointer(from)),
                        to,
                        new Size(toWidth, toHeight),
                        0,
                        0,
                        shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC);
                float[] values = new float[toWidth * toHeight];
                new FloatPointer(to.data()).get(values);
                System.arraycopy(values, 0, resized, plane * values.length, values.length);
            }
        }
        for (int i = 0; i < resized.length; i++) {
            resized[i] = Math.min(Math.max(resized[i], 0), 255);
        }
        return resized;
    }

    private static float[] part(float[] planes, int w, int h, int left, int top) {
        float[] part = new float[3 * SIZE * SIZE];
        for (int i = 0; i < part.length; i++) {
            part[i] = planes[i / (SIZE * SIZE) * w * h + (top + i / SIZE % SIZE) * w + left + i % SIZE];
        }
        return part;
    }

    private static float[] picture(int w, int h) {
        float[] values = Noise.values(w * h, 3, h, w);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(127.5f * (values[i] + 1));
        }
        return values;
    }

    private static OnnxWriter channelMeans() {
        return new OnnxWriter(11)
                .input("x", 1, 3, SIZE, SIZE)
                .output("y")
                .node("GlobalAveragePool", List.of("x"), "means")
                .node("Flatten", List.of("means"), "y");
    }

    private Path file(OnnxWriter writer) throws IOException {
        return Files.write(folder.resolve("network" + System.nanoTime() + ".onnx"), writer.bytes());
    }

    private static Normalisation plain() {
        return Normalisation.of(ChannelOrder.RGB, 0, 1);
    }

    private static NetworkDescription classifier(Path file, ResizeRule rule, Normalisation normalisation, int classes) {
        return new NetworkDescription(
                file,
                Optional.empty(),
                SIZE,
                SIZE,
                normalisation,
                rule,
                OutputLayout.LOGITS,
                classes,
                Optional.empty());
    }
}
