package org.mvjpeg.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mvjpeg.evaluation.networks.Classifier;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.training.tensor.Tensors;

/** The networks that teach here, on photographs, against OpenCV DNN. */
class ReferenceTeachersTest {
    @TestFactory
    Stream<DynamicTest> answersOnPhotosAreThoseOfOpenCvAtAnyBatchSize() {
        return descriptions()
                .map(described -> DynamicTest.dynamicTest(described.name(), () -> {
                    NetworkDescription description = described.description();
                    byte[] onnx = Files.readAllBytes(description.file());
                    long[] one = {1, 3, description.height(), description.width()};
                    try (Teacher teacher = Teacher.load(description);
                            OnnxNetwork network = OnnxNetwork.load(description.file());
                            PointerScope scope = new PointerScope()) {
                        assertThat(teacher.batches()).isTrue();
                        Tensor prepared = teacher.prepare(photos(8));
                        float[] values = Tensors.floats(prepared);
                        float[][] expected = new float[8][];
                        for (int i = 0; i < 8; i++) {
                            int size = values.length / 8;
                            expected[i] = OpenCv.run(onnx, Arrays.copyOfRange(values, i * size, (i + 1) * size), one);
                        }
                        for (int n : new int[] {1, 4, 8}) {
                            float[] answers = Tensors.floats(network.run(prepared.narrow(0, 0, n))
                                    .get(network.outputs().get(0)));
                            int size = answers.length / n;
                            for (int i = 0; i < n; i++) {
                                OpenCv.assertClose(Arrays.copyOfRange(answers, i * size, (i + 1) * size), expected[i]);
                            }
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> gradientsReachThePictures() {
        return descriptions()
                .map(described -> DynamicTest.dynamicTest(described.name(), () -> {
                    try (Teacher teacher = Teacher.load(described.description());
                            PointerScope scope = new PointerScope()) {
                        Tensor rgb = photos(2);
                        rgb.set_requires_grad(true);
                        List<String> names = teacher.features().stream()
                                .filter(feature -> !feature.output())
                                .map(Feature::name)
                                .toList();
                        assertThat(names).hasSizeBetween(4, 6);
                        Teacher.Answer answer = teacher.run(rgb, names);
                        Tensor loss = answer.output().pow(new Scalar(2f)).mean();
                        for (Tensor feature : answer.features().values()) {
                            loss = loss.add(feature.abs().mean());
                        }
                        loss.backward();
                        float[] gradient = Tensors.floats(rgb.grad());
                        for (float value : gradient) {
                            assertThat(Float.isFinite(value)).isTrue();
                        }
                        int half = gradient.length / 2;
                        assertThat(norm(gradient, 0, half)).isPositive();
                        assertThat(norm(gradient, half, gradient.length)).isPositive();
                    }
                }));
    }

    @Test
    void squeezenetTakesOtherSizes() throws IOException {
        NetworkDescription description = ReferenceData.described("squeezenet");
        try (OnnxNetwork network = OnnxNetwork.load(description.file());
                PointerScope scope = new PointerScope()) {
            for (int size : new int[] {128, 227, 300}) {
                assertThat(network.run(torch.zeros(2, 3, size, size + 32))
                                .get("logits")
                                .shape())
                        .containsExactly(2, 1000);
            }
        }
    }

    @Test
    void classifiersAgreeWithTheEvaluation() throws IOException {
        for (NetworkDescription description :
                List.of(ReferenceData.described("squeezenet"), ReferenceData.described("mobilenet_v2"))) {
            try (Teacher teacher = Teacher.load(description);
                    Classifier classifier = Classifier.load(description);
                    PointerScope scope = new PointerScope()) {
                for (BufferedImage photo : ReferenceData.photos(3)) {
                    Tensor rgb = Tensors.of(ReferenceData.planes(photo), 1, 3, photo.getHeight(), photo.getWidth());
                    // The evaluation rounds resized samples to whole numbers.
                    OpenCv.assertClose(
                            Tensors.floats(teacher.run(rgb, List.of()).output()), classifier.logits(photo), 0.02f);
                }
            }
        }
    }

    private record Described(String name, NetworkDescription description) {}

    private static Stream<Described> descriptions() {
        return Stream.of(
                new Described("squeezenet_v1.1", ReferenceData.described("squeezenet")),
                new Described("mobilenet_v2_1.0_224", ReferenceData.described("mobilenet_v2")),
                new Described("yolox_nano_416", ReferenceData.described("yolox_nano")));
    }

    /** Photographs cut to one size: [N, 3, 320, 320]. */
    private static Tensor photos(int count) throws IOException {
        List<Tensor> parts = new ArrayList<>();
        for (BufferedImage photo : ReferenceData.photos(count)) {
            parts.add(Tensors.of(ReferenceData.planes(photo.getSubimage(0, 0, 320, 320)), 1, 3, 320, 320));
        }
        return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), 0);
    }

    private static double norm(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }
}
