package org.mvjpeg.training.onnx;

import java.io.IOException;

/** The element types of ONNX tensors that vision networks hold, with their codes in onnx.proto3. */
enum ElementType {
    FLOAT(1, 4, true),
    UINT8(2, 1, false),
    INT8(3, 1, false),
    INT32(6, 4, false),
    INT64(7, 8, false),
    BOOL(9, 1, false),
    FLOAT16(10, 2, true),
    DOUBLE(11, 8, true),
    BFLOAT16(16, 2, true);

    private final int code;
    private final int bytes;
    private final boolean floating;

    ElementType(int code, int bytes, boolean floating) {
        this.code = code;
        this.bytes = bytes;
        this.floating = floating;
    }

    int bytes() {
        return bytes;
    }

    boolean floating() {
        return floating;
    }

    /** @throws IOException naming the owner if the code is none of these */
    static ElementType of(long code, String owner) throws IOException {
        for (ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IOException(owner + " has element type " + code + ", which is not supported");
    }
}
