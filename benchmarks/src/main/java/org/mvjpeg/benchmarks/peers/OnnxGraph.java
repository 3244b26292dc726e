package org.mvjpeg.benchmarks.peers;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Collects a graph and writes it as an ONNX file. Field numbers are those of {@code onnx.proto3}. */
final class OnnxGraph {
    /** Element types; codes are those of {@code TensorProto.DataType}. */
    enum Type {
        FLOAT(1),
        UINT8(2),
        INT8(3),
        INT32(6),
        INT64(7);

        private final int code;

        Type(int code) {
            this.code = code;
        }
    }

    /** Operators that ONNX Runtime has beyond the standard, such as {@code QLinearAdd}. */
    static final String MICROSOFT = "com.microsoft";

    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    /** Something that goes into a message. */
    private interface Content {
        void write(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
    private int names;

    OnnxGraph() {
        graph.writeBytes(bytes(out -> out.writeString(2, "mvjpeg")));
    }

    void input(String name, Type type, long... shape) {
        value(11, name, type, shape);
    }

    void output(String name, Type type, long... shape) {
        value(12, name, type, shape);
    }

    /** Adds a constant; its name. */
    String floats(float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(Type.FLOAT, raw.array(), shape);
    }

    /** Adds a constant without axes; its name. */
    String single(float value) {
        return floats(new float[] {value});
    }

    /** Adds a constant; its name. */
    String integers(int[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asIntBuffer().put(values);
        return constant(Type.INT32, raw.array(), shape);
    }

    /** Adds a constant of one axis; its name. */
    String longs(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(Type.INT64, raw.array(), values.length);
    }

    /** Adds a constant; its name. */
    String bytes(Type type, byte[] values, long... shape) {
        return constant(type, values, shape);
    }

    private String constant(Type type, byte[] raw, long... shape) {
        String name = "constant" + names++;
        message(5, out -> {
            for (long extent : shape) {
                out.writeInt64(1, extent);
            }
            out.writeInt32(2, type.code);
            out.writeString(8, name);
            out.writeByteArray(9, raw);
        });
        return name;
    }

    /** Adds a node of the standard operators; its output's name, which is {@code output}. */
    String node(String operator, List<String> inputs, String output, Map<String, ?> attributes) {
        node("", operator, inputs, List.of(output), attributes);
        return output;
    }

    /** Adds a node without attributes; its output's name. */
    String node(String operator, List<String> inputs, String output) {
        return node(operator, inputs, output, Map.of());
    }

    /** Adds a node; attributes are integers, strings or arrays of longs. */
    void node(String domain, String operator, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        message(1, out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            for (String output : outputs) {
                out.writeString(2, output);
            }
            out.writeString(3, operator + names++);
            out.writeString(4, operator);
            for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
                out.writeByteArray(5, bytes(in -> attribute(in, attribute.getKey(), attribute.getValue())));
            }
            if (!domain.isEmpty()) {
                out.writeString(7, domain);
            }
        });
    }

    private static void attribute(CodedOutputStream out, String name, Object value) throws IOException {
        out.writeString(1, name);
        if (value instanceof Integer integer) {
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
        } else {
            throw new IllegalArgumentException("attribute " + name + " of " + value.getClass());
        }
    }

    private void value(int field, String name, Type type, long... shape) {
        byte[] extents = bytes(out -> {
            for (long extent : shape) {
                out.writeByteArray(1, bytes(in -> in.writeInt64(1, extent)));
            }
        });
        byte[] tensor = bytes(out -> {
            out.writeInt32(1, type.code);
            out.writeByteArray(2, extents);
        });
        message(field, out -> {
            out.writeString(1, name);
            out.writeByteArray(2, bytes(in -> in.writeByteArray(1, tensor)));
        });
    }

    /** The file. */
    byte[] toByteArray() {
        return bytes(out -> {
            out.writeInt64(1, IR_VERSION);
            out.writeByteArray(7, graph.toByteArray());
            out.writeByteArray(8, operators("", OPSET));
            out.writeByteArray(8, operators(MICROSOFT, 1));
        });
    }

    private static byte[] operators(String domain, int version) {
        return bytes(out -> {
            out.writeString(1, domain);
            out.writeInt64(2, version);
        });
    }

    private void message(int field, Content content) {
        graph.writeBytes(bytes(out -> out.writeByteArray(field, bytes(content))));
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
}
