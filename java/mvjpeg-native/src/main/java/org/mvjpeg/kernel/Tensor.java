package org.mvjpeg.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/** A named, immutable, row-major array of a model. */
public final class Tensor {
    /** Element types; names as in the safetensors format. */
    public enum Type {
        I8(1, NativeApi.I8),
        I16(2, NativeApi.I16),
        I32(4, NativeApi.I32),
        F32(4, NativeApi.F32);

        private final int bytes;
        private final int code;

        Type(int bytes, int code) {
            this.bytes = bytes;
            this.code = code;
        }

        /** Bytes of one element. */
        public int bytes() {
            return bytes;
        }
    }

    private static final int MAX_RANK = 4;

    private final String name;
    private final Type type;
    private final List<Integer> shape;
    private final byte[] data;

    /**
     * Copies the elements.
     *
     * @param shape 1 to 4 extents, each at least 1
     * @param data the elements, little-endian, row-major
     * @throws IllegalArgumentException if the shape is bad or the data does not fill it
     */
    public Tensor(String name, Type type, List<Integer> shape, byte[] data) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.shape = List.copyOf(shape);
        this.data = data.clone();
        if (this.shape.isEmpty() || this.shape.size() > MAX_RANK) {
            throw new IllegalArgumentException("tensor '" + name + "' has rank " + shape.size() + ", outside 1..4");
        }
        long expected = type.bytes;
        for (int extent : this.shape) {
            if (extent < 1) {
                throw new IllegalArgumentException("tensor '" + name + "' has the shape " + shape);
            }
            expected = Math.multiplyExact(expected, (long) extent);
        }
        if (expected != data.length) {
            throw new IllegalArgumentException("tensor '" + name + "' of " + type + shape + " needs " + expected
                    + " bytes and has " + data.length);
        }
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    public List<Integer> shape() {
        return shape;
    }

    /** The elements, little-endian, read-only. */
    public ByteBuffer data() {
        return ByteBuffer.wrap(data).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] bytes() {
        return data;
    }

    /** Fills the native description; its pointers belong to the current {@code PointerScope}. */
    void describe(NativeApi.TensorStruct struct, CallMemory memory) {
        struct.name(memory.text(name));
        struct.data(memory.copy(data));
        struct.dtype(type.code);
        struct.rank(shape.size());
        for (int axis = 0; axis < shape.size(); axis++) {
            struct.shape(axis, shape.get(axis));
        }
    }
}
