package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads one AttributeProto. */
final class AttributeParser {
    private final MessageReader.Longs singles = new MessageReader.Longs();
    private final MessageReader.Longs integers = new MessageReader.Longs();
    private String name = "";
    private long type;
    private float single;
    private long integer;
    private String text = "";
    private OnnxTensor tensor;
    private Object last;

    void parse(MessageReader reader, Map<String, Object> attributes) throws IOException {
        reader.message(this::field);
        Object value = value();
        if (value == null) {
            throw new IOException("attribute '" + name + "' has no value of a supported type (type " + type + ")");
        }
        if (attributes.put(name, value) != null) {
            throw new IOException("attribute '" + name + "' is given twice");
        }
    }

    private void field(int number, MessageReader reader) throws IOException {
        switch (number) {
            case OnnxFields.ATTRIBUTE_NAME -> name = reader.text();
            case OnnxFields.ATTRIBUTE_TYPE -> type = reader.integer();
            case OnnxFields.ATTRIBUTE_FLOAT -> last = single = reader.single();
            case OnnxFields.ATTRIBUTE_INT -> last = integer = reader.integer();
            case OnnxFields.ATTRIBUTE_STRING -> last = text = new String(reader.bytes(), StandardCharsets.UTF_8);
            case OnnxFields.ATTRIBUTE_TENSOR -> last = tensor = TensorParser.parse(reader);
            case OnnxFields.ATTRIBUTE_FLOATS -> reader.singles(singles);
            case OnnxFields.ATTRIBUTE_INTS -> reader.integers(integers);
            case OnnxFields.ATTRIBUTE_GRAPH ->
                throw new IOException("attribute '" + name + "' is a graph: control flow is not supported");
            default -> {}
        }
    }

    /** Files older than IR version 2 name no type: there the value that is present tells it. */
    private Object value() {
        return switch ((int) type) {
            case 0 -> integers.size() > 0 ? integers.toArray() : singles.size() > 0 ? floats() : last;
            case OnnxFields.TYPE_FLOAT -> single;
            case OnnxFields.TYPE_INT -> integer;
            case OnnxFields.TYPE_STRING -> text;
            case OnnxFields.TYPE_TENSOR -> tensor;
            case OnnxFields.TYPE_FLOATS -> floats();
            case OnnxFields.TYPE_INTS -> integers.toArray();
            default -> null;
        };
    }

    private float[] floats() {
        long[] bits = singles.toArray();
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat((int) bits[i]);
        }
        return values;
    }
}
