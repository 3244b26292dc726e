package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The attributes of a node while its operator is bound. One that nobody asks for is refused: it would change the meaning unnoticed. */
final class Attributes {
    private final OnnxNode node;
    private final long opset;
    private final Set<String> asked = new HashSet<>();

    Attributes(OnnxNode node, long opset) {
        this.node = node;
        this.opset = opset;
    }

    /** The version of the operator set. */
    long opset() {
        return opset;
    }

    /** How many outputs the node names. */
    int outputs() {
        return node.outputs().size();
    }

    boolean has(String name) {
        return node.attributes().containsKey(name);
    }

    long integer(String name, long otherwise) throws IOException {
        Long value = get(name, Long.class);
        return value == null ? otherwise : value;
    }

    boolean flag(String name, boolean otherwise) throws IOException {
        return integer(name, otherwise ? 1 : 0) != 0;
    }

    float single(String name, float otherwise) throws IOException {
        Float value = get(name, Float.class);
        return value == null ? otherwise : value;
    }

    /** A text that must be one of the choices; the first is the default. */
    String choice(String name, String... choices) throws IOException {
        String value = get(name, String.class);
        if (value == null) {
            return choices[0];
        }
        if (!List.of(choices).contains(value)) {
            throw new IOException("attribute " + name + " '" + value + "' is none of " + String.join(", ", choices));
        }
        return value;
    }

    /** Null if absent. */
    long[] integers(String name) throws IOException {
        return get(name, long[].class);
    }

    /** Null if absent. */
    float[] singles(String name) throws IOException {
        return get(name, float[].class);
    }

    /** Null if absent. */
    OnnxTensor tensor(String name) throws IOException {
        return get(name, OnnxTensor.class);
    }

    /** Integers of a fixed count in a range, all {@code otherwise} by default. */
    long[] sizes(String name, int count, long otherwise, long min) throws IOException {
        long[] values = integers(name);
        if (values == null) {
            values = new long[count];
            Arrays.fill(values, otherwise);
        }
        if (values.length != count) {
            throw new IOException("attribute " + name + " has " + values.length + " values where " + count + " belong");
        }
        for (long value : values) {
            if (value < min || value > Limits.MAX_SIZE) {
                throw new IOException("attribute " + name + " " + value + " is not in " + min + ".." + Limits.MAX_SIZE);
            }
        }
        return values;
    }

    /** Attributes that do not matter to inference. */
    void ignore(String... names) {
        asked.addAll(List.of(names));
    }

    /** @throws IOException unless an attribute is absent or has the only value that is supported */
    void require(String name, long supported) throws IOException {
        long value = integer(name, supported);
        if (value != supported) {
            throw new IOException("attribute " + name + " " + value + " is not supported, only " + supported);
        }
    }

    /** @throws IOException naming an attribute that nobody asked for */
    void requireUnderstood() throws IOException {
        for (String name : node.attributes().keySet()) {
            if (!asked.contains(name)) {
                throw new IOException("attribute " + name + " is not supported");
            }
        }
    }

    private <T> T get(String name, Class<T> type) throws IOException {
        asked.add(name);
        Object value = node.attributes().get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IOException("attribute " + name + " is of the wrong type");
        }
        return type.cast(value);
    }
}
