package org.mvjpeg.evaluation.networks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes ONNX files of known results: the mean of each input plane through a linear layer. Field numbers as in onnx.proto3. */
public final class OnnxModel {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_INTS = 7;

    private OnnxModel() {}

    /**
     * @param height of the input
     * @param width of the input
     * @param weights one row of 3 per output value
     * @param bias one per output value
     * @param shape of the output
     */
    public static byte[] meansThroughLinear(int height, int width, float[][] weights, float[] bias, int... shape) {
        ByteBuffer flat = floats(3 * weights.length);
        for (float[] row : weights) {
            for (float weight : row) {
                flat.putFloat(weight);
            }
        }
        ByteBuffer biases = floats(bias.length);
        for (float value : bias) {
            biases.putFloat(value);
        }
        ByteBuffer target = ByteBuffer.allocate(Long.BYTES * shape.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int size : shape) {
            target.putLong(size);
        }
        Message graph = new Message()
                .message(1, node("GlobalAveragePool", List.of("in"), "means"))
                .message(
                        1,
                        node("Conv", List.of("means", "w", "b"), "flat")
                                .message(
                                        5,
                                        new Message()
                                                .text(1, "kernel_shape")
                                                .number(8, 1)
                                                .number(8, 1)
                                                .number(20, ATTRIBUTE_INTS)))
                .message(1, node("Reshape", List.of("flat", "shape"), "out"))
                .text(2, "means-through-linear")
                .message(5, tensor("w", FLOAT, flat.array(), weights.length, 3, 1, 1))
                .message(5, tensor("b", FLOAT, biases.array(), bias.length))
                .message(5, tensor("shape", INT64, target.array(), shape.length))
                .message(11, value("in", 1, 3, height, width))
                .message(12, value("out", shape));
        return new Message()
                .number(1, 7)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 11))
                .bytes();
    }

    private static ByteBuffer floats(int count) {
        return ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Message node(String operator, List<String> inputs, String output) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, output).text(3, output).text(4, operator);
    }

    private static Message tensor(String name, int type, byte[] raw, int... shape) {
        Message tensor = new Message();
        for (int size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).raw(9, raw);
    }

    private static Message value(String name, int... shape) {
        Message dimensions = new Message();
        for (int size : shape) {
            dimensions.message(1, new Message().number(1, size));
        }
        return new Message()
                .text(1, name)
                .message(
                        2,
                        new Message().message(1, new Message().number(1, FLOAT).message(2, dimensions)));
    }

    /** A protobuf message in the making. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message raw(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return raw(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            for (; value > 0x7F; value >>>= 7) {
                out.write((int) (value & 0x7F | 0x80));
            }
            out.write((int) value);
        }
    }
}
