package org.mvjpeg.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.training.tensor.Tensors;

class HostileFilesTest {
    @Test
    void unknownOperatorsAreRefusedByNameWithTheNode() {
        assertRefused(graph().node("Einsum", List.of("x"), "y"), "unknown operator Einsum in node 'einsum0' (Einsum)");
    }

    @Test
    void unknownAttributesAreRefused() {
        assertRefused(
                graph().node("Relu", List.of("x"), "y", Map.of("magic", 1)),
                "node 'relu0' (Relu): attribute magic is not supported");
    }

    @Test
    void wrongAttributesAreRefused() {
        assertRefused(
                graph().node("MaxPool", List.of("x"), "y", Map.of("kernel_shape", new long[] {3, 1L << 40})),
                "node 'maxpool0' (MaxPool): attribute kernel_shape 1099511627776 is not in 1..65536");
        assertRefused(graph().node("MaxPool", List.of("x"), "y", Map.of("kernel_shape", 3)), "is of the wrong type");
        assertRefused(
                graph().node(
                                "MaxPool",
                                List.of("x"),
                                "y",
                                Map.of("kernel_shape", new long[] {3, 3}, "auto_pad", "SOME")),
                "attribute auto_pad 'SOME' is none of NOTSET, VALID, SAME_UPPER, SAME_LOWER");
    }

    @Test
    void outputsThatAreNotComputedAreRefusedWhereTheyAreRead() {
        assertRefused(
                graph().node("MaxPool", List.of("x"), List.of("m", "i"), Map.of("kernel_shape", new long[] {1, 1}))
                        .node("Add", List.of("m", "i"), "y"),
                "node 'maxpool0' (MaxPool): its output 'i' is not supported");
    }

    @Test
    void brokenWiringIsRefused() {
        assertRefused(graph().node("Relu", List.of("z"), "y"), "reads 'z', which nothing before it writes");
        assertRefused(
                graph().node("Relu", List.of("x"), "y").node("Relu", List.of("x"), "y"), "writes 'y' a second time");
        assertRefused(graph(), "nothing writes the output 'y'");
        assertRefused(new OnnxWriter(11).output("y").node("Relu", List.of("x"), "y"), "it has 0 inputs [] where");
        assertRefused(new OnnxWriter(99).input("x", 1), "operator set 99 is newer than");
        assertRefused(new OnnxWriter(0).input("x", 1), "no version of the ONNX operator set");
    }

    @Test
    void declaredSizesAreNotBelieved() {
        assertRefused(
                graph().tensor("w", 1, new byte[8], 1L << 30).node("Add", List.of("x", "w"), "y"),
                "tensor 'w' has 8 bytes of data where its shape needs 4294967296");
        assertRefused(
                graph().tensor("w", 1, new byte[8], 1L << 32, 1L << 32).node("Add", List.of("x", "w"), "y"),
                "impossible shape");
        assertRefused(
                graph().tensor("w", 1, new byte[8], -2, -1).node("Add", List.of("x", "w"), "y"), "impossible shape");
        assertRefused(
                graph().integers("s", 1L << 20, 1L << 20).node("ConstantOfShape", List.of("s"), "y"),
                "has more than 536870912 elements");
        assertRefused(
                graph().weights("w", new float[] {1}, 1).integers("s", 1L << 40).node("Expand", List.of("w", "s"), "y"),
                "has more than 536870912 elements");
        assertRefused(
                graph().weights("w", new float[] {1}, 1)
                        .integers("s", Long.MAX_VALUE)
                        .node("Tile", List.of("w", "s"), "y"),
                "has more than 536870912 elements");
        assertRefused(graph().tensor("w", 8, new byte[8], 1), "tensor 'w' has element type 8, which is not supported");
    }

    @Test
    void otherFilesAreRefused(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> OnnxNetwork.parse(new byte[0])).hasMessageContaining("it holds no graph");
        assertThatThrownBy(() -> OnnxNetwork.parse("<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
        Path missing = folder.resolve("missing.onnx");
        assertThatThrownBy(() -> OnnxNetwork.load(missing))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + ": no such file");
        Path text = Files.writeString(folder.resolve("text.onnx"), "not a network");
        assertThatThrownBy(() -> OnnxNetwork.load(text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(text + ": ");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = OnnxNetworkTest.small().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> OnnxNetwork.parse(part))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @Timeout(60)
    void mutationsAreRefusedOrRun() {
        byte[] whole = OnnxNetworkTest.small().bytes();
        Random random = new Random(3);
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        int loaded = 0;
        int refused = 0;
        while (System.nanoTime() < end) {
            byte[] file = whole.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                file[random.nextInt(file.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : 1 << random.nextInt(8));
            }
            try (OnnxNetwork network = OnnxNetwork.parse(file);
                    PointerScope scope = new PointerScope()) {
                loaded++;
                network.run(Tensors.of(new float[192], 1, 3, 8, 8));
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | Error e) {
                fail("mutation ended in " + e, e);
            }
        }
        assertThat(loaded).isPositive();
        assertThat(refused).isPositive();
    }

    private static OnnxWriter graph() {
        return new OnnxWriter(11).input("x", 1, 2, 4, 4).output("y");
    }

    private static void assertRefused(OnnxWriter writer, String why) {
        assertThatThrownBy(() -> OnnxNetwork.parse(writer.bytes()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}
