package org.mvjpeg.training.onnx;

/** IEEE 754 binary16. */
final class Half {
    private static final float SUBNORMAL_STEP = 0x1p-24f;

    private Half() {}

    /** The value of the bits, exactly. */
    static float toFloat(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        int sign = (bits & 0x8000) << 16;
        if (exponent == 0) {
            float magnitude = fraction * SUBNORMAL_STEP;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
