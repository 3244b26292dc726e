package org.mvjpeg.training.onnx;

import java.io.IOException;

/** Reads one ValueInfoProto. */
final class ValueParser {
    private final MessageReader.Longs shape = new MessageReader.Longs();
    private String name = "";
    private long code;
    private boolean hasShape;

    static OnnxValue parse(MessageReader reader) throws IOException {
        ValueParser parser = new ValueParser();
        reader.message(parser::value);
        return new OnnxValue(
                parser.name,
                parser.code == 0 ? null : ElementType.of(parser.code, "value '" + parser.name + "'"),
                parser.hasShape ? parser.shape.toArray() : null);
    }

    private void value(int number, MessageReader reader) throws IOException {
        switch (number) {
            case OnnxFields.VALUE_NAME -> name = reader.text();
            case OnnxFields.VALUE_TYPE ->
                reader.message((field, in) -> {
                    if (field == OnnxFields.TYPE_TENSOR_TYPE) {
                        in.message(this::tensorType);
                    }
                });
            default -> {}
        }
    }

    private void tensorType(int number, MessageReader reader) throws IOException {
        switch (number) {
            case OnnxFields.TENSOR_TYPE_ELEMENT -> code = reader.integer();
            case OnnxFields.TENSOR_TYPE_SHAPE -> {
                hasShape = true;
                reader.message((field, in) -> {
                    if (field == OnnxFields.SHAPE_DIMENSION) {
                        in.message(this::dimension);
                        shape.add(size);
                        size = -1;
                    }
                });
            }
            default -> {}
        }
    }

    private long size = -1;

    private void dimension(int number, MessageReader reader) throws IOException {
        if (number == OnnxFields.DIMENSION_VALUE) {
            long value = reader.integer();
            // Exporters write 0 and -1 for sizes that they leave open.
            size = value < 1 ? -1 : value;
        }
    }
}
