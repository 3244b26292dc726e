package org.mvjpeg.training.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes ONNX files of a few nodes, with field numbers of its own from onnx.proto3. */
final class OnnxWriter {
    /** Something that goes into a protobuf message. */
    private interface Content {
        void write(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
    private final int opset;
    private int nodes;

    OnnxWriter(int opset) {
        this.opset = opset;
    }

    /** Sizes below 0 are written as the symbol N. */
    OnnxWriter input(String name, long... shape) {
        return value(11, name, shape);
    }

    OnnxWriter output(String name, long... shape) {
        return value(12, name, shape);
    }

    OnnxWriter weights(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, 1, raw.array(), shape);
    }

    /** Reproducible values of about -1..1. */
    OnnxWriter weights(String name, int seed, long... shape) {
        return weights(name, Noise.values(seed, shape), shape);
    }

    OnnxWriter integers(String name, long... values) {
        return scalarOrVector(name, values, values.length);
    }

    OnnxWriter integer(String name, long value) {
        return scalarOrVector(name, new long[] {value});
    }

    private OnnxWriter scalarOrVector(String name, long[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return tensor(name, 7, raw.array(), shape);
    }

    OnnxWriter tensor(String name, int type, byte[] raw, long... shape) {
        message(graph, 5, out -> writeTensor(out, name, type, raw, shape));
        return this;
    }

    /** An initializer whose values are in a typed field instead of raw_data. */
    OnnxWriter typed(String name, int type, int field, byte[] packed, long... shape) {
        message(graph, 5, out -> {
            for (long size : shape) {
                out.writeInt64(1, size);
            }
            out.writeInt32(2, type);
            out.writeString(8, name);
            out.writeByteArray(field, packed);
        });
        return this;
    }

    private static void writeTensor(CodedOutputStream out, String name, int type, byte[] raw, long... shape)
            throws IOException {
        for (long size : shape) {
            out.writeInt64(1, size);
        }
        out.writeInt32(2, type);
        out.writeString(8, name);
        out.writeByteArray(9, raw);
    }

    OnnxWriter node(String operator, List<String> inputs, String output) {
        return node(operator, inputs, List.of(output), Map.of());
    }

    OnnxWriter node(String operator, List<String> inputs, String output, Map<String, ?> attributes) {
        return node(operator, inputs, List.of(output), attributes);
    }

    OnnxWriter node(String operator, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        String name = operator.toLowerCase(Locale.ROOT) + nodes++;
        message(graph, 1, out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            for (String output : outputs) {
                out.writeString(2, output);
            }
            out.writeString(3, name);
            out.writeString(4, operator);
            for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
                out.writeByteArray(5, bytes(in -> writeAttribute(in, attribute.getKey(), attribute.getValue())));
            }
        });
        return this;
    }

    private static void writeAttribute(CodedOutputStream out, String name, Object value) throws IOException {
        out.writeString(1, name);
        if (value instanceof Float single) {
            out.writeFloat(2, single);
            out.writeInt32(20, 1);
        } else if (value instanceof Integer integer) {
            out.writeInt64(3, integer);
            out.writeInt32(20, 2);
        } else if (value instanceof String text) {
            out.writeString(4, text);
            out.writeInt32(20, 3);
        } else if (value instanceof long[] integers) {
            for (long integer : integers) {
                out.writeInt64(8, integer);
            }
            out.writeInt32(20, 7);
        } else if (value instanceof float[] singles) {
            for (float single : singles) {
                out.writeFloat(7, single);
            }
            out.writeInt32(20, 6);
        } else if (value instanceof Tensor tensor) {
            out.writeByteArray(5, bytes(in -> writeTensor(in, "", tensor.type(), tensor.raw(), tensor.shape())));
            out.writeInt32(20, 4);
        } else {
            throw new IllegalArgumentException("attribute " + value);
        }
    }

    /** An attribute's tensor. */
    record Tensor(int type, byte[] raw, long... shape) {
        static Tensor ofLongs(long... values) {
            ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            raw.asLongBuffer().put(values);
            return new Tensor(7, raw.array(), values.length);
        }

        static Tensor ofFloats(float... values) {
            ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            raw.asFloatBuffer().put(values);
            return new Tensor(1, raw.array(), values.length);
        }
    }

    byte[] bytes() {
        return bytes(out -> {
            out.writeInt64(1, 8);
            out.writeByteArray(7, graph.toByteArray());
            out.writeByteArray(8, bytes(in -> {
                in.writeString(1, "");
                in.writeInt64(2, opset);
            }));
        });
    }

    private OnnxWriter value(int field, String name, long... shape) {
        byte[] dimensions = bytes(out -> {
            for (long size : shape) {
                out.writeByteArray(1, bytes(in -> {
                    if (size < 0) {
                        in.writeString(2, "N");
                    } else {
                        in.writeInt64(1, size);
                    }
                }));
            }
        });
        byte[] tensor = bytes(out -> {
            out.writeInt32(1, 1);
            out.writeByteArray(2, dimensions);
        });
        message(graph, field, out -> {
            out.writeString(1, name);
            out.writeByteArray(2, bytes(in -> in.writeByteArray(1, tensor)));
        });
        return this;
    }

    private static void message(ByteArrayOutputStream to, int field, Content content) {
        to.writeBytes(bytes(out -> out.writeByteArray(field, bytes(content))));
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            content.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "opset " + opset + ", " + Arrays.hashCode(bytes());
    }
}
