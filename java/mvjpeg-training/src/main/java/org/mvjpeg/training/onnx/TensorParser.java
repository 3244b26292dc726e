package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads one TensorProto. */
final class TensorParser {
    private static final int MAX_DIMENSIONS = 8;

    private final MessageReader.Longs dims = new MessageReader.Longs();
    private final MessageReader.Longs singles = new MessageReader.Longs();
    private final MessageReader.Longs integers = new MessageReader.Longs();
    private final MessageReader.Longs doubles = new MessageReader.Longs();
    private String name = "";
    private long code;
    private byte[] raw;
    private boolean external;

    static OnnxTensor parse(MessageReader reader) throws IOException {
        TensorParser parser = new TensorParser();
        reader.message(parser::field);
        return parser.tensor();
    }

    private void field(int number, MessageReader reader) throws IOException {
        switch (number) {
            case OnnxFields.TENSOR_DIMS -> reader.integers(dims);
            case OnnxFields.TENSOR_DATA_TYPE -> code = reader.integer();
            case OnnxFields.TENSOR_NAME -> name = reader.text();
            case OnnxFields.TENSOR_RAW_DATA -> raw = reader.bytes();
            case OnnxFields.TENSOR_FLOAT_DATA -> reader.singles(singles);
            case OnnxFields.TENSOR_INT32_DATA, OnnxFields.TENSOR_INT64_DATA -> reader.integers(integers);
            case OnnxFields.TENSOR_DOUBLE_DATA -> reader.doubles(doubles);
            case OnnxFields.TENSOR_EXTERNAL_DATA -> external = true;
            case OnnxFields.TENSOR_DATA_LOCATION -> external |= reader.integer() != 0;
            default -> {}
        }
    }

    private OnnxTensor tensor() throws IOException {
        String owner = "tensor '" + name + "'";
        if (external) {
            throw new IOException(owner + " keeps its values in another file, which is not supported");
        }
        ElementType type = ElementType.of(code, owner);
        long[] shape = dims.toArray();
        int count = count(shape, owner);
        return type.floating()
                ? new OnnxTensor(name, shape, floats(type, count, owner), null)
                : new OnnxTensor(name, shape, null, integers(type, count, owner));
    }

    private static int count(long[] shape, String owner) throws IOException {
        if (shape.length > MAX_DIMENSIONS) {
            throw new IOException(owner + " has " + shape.length + " dimensions, more than " + MAX_DIMENSIONS);
        }
        long count = 1;
        for (long size : shape) {
            if (size < 0 || size > Integer.MAX_VALUE || (count *= size) > Integer.MAX_VALUE) {
                throw new IOException(owner + " has the impossible shape " + Arrays.toString(shape));
            }
        }
        return (int) count;
    }

    private float[] floats(ElementType type, int count, String owner) throws IOException {
        if (raw != null) {
            ByteBuffer from = raw(type, count, owner);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = switch (type) {
                    case FLOAT16 -> Half.toFloat(from.getShort());
                    case BFLOAT16 -> Float.intBitsToFloat(from.getShort() << 16);
                    case DOUBLE -> (float) from.getDouble();
                    default -> from.getFloat();
                };
            }
            return values;
        }
        MessageReader.Longs data =
                switch (type) {
                    case FLOAT -> singles;
                    case DOUBLE -> doubles;
                    default -> integers;
                };
        long[] bits = counted(data, count, owner);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case FLOAT16 -> Half.toFloat((short) bits[i]);
                case BFLOAT16 -> Float.intBitsToFloat((int) bits[i] << 16);
                case DOUBLE -> (float) Double.longBitsToDouble(bits[i]);
                default -> Float.intBitsToFloat((int) bits[i]);
            };
        }
        return values;
    }

    private long[] integers(ElementType type, int count, String owner) throws IOException {
        if (raw == null) {
            return counted(integers, count, owner);
        }
        ByteBuffer from = raw(type, count, owner);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case UINT8 -> from.get() & 0xFF;
                case INT8, BOOL -> from.get();
                case INT32 -> from.getInt();
                default -> from.getLong();
            };
        }
        return values;
    }

    private ByteBuffer raw(ElementType type, int count, String owner) throws IOException {
        if (raw.length != (long) count * type.bytes()) {
            throw new IOException(owner + " has " + raw.length + " bytes of data where its shape needs "
                    + (long) count * type.bytes());
        }
        return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long[] counted(MessageReader.Longs data, int count, String owner) throws IOException {
        if (data.size() != count) {
            throw new IOException(owner + " has " + data.size() + " values where its shape needs " + count);
        }
        return data.toArray();
    }
}
