package org.mvjpeg.codec;

import java.awt.color.ColorSpace;

/** Four inks without a profile. */
final class PlainCmyk extends ColorSpace {
    private static final long serialVersionUID = 1L;

    PlainCmyk() {
        super(TYPE_CMYK, 4);
    }

    @Override
    public float[] toRGB(float[] cmyk) {
        float k = 1 - cmyk[3];
        return new float[] {(1 - cmyk[0]) * k, (1 - cmyk[1]) * k, (1 - cmyk[2]) * k};
    }

    @Override
    public float[] fromRGB(float[] rgb) {
        return new float[] {1 - rgb[0], 1 - rgb[1], 1 - rgb[2], 0};
    }

    @Override
    public float[] toCIEXYZ(float[] cmyk) {
        return getInstance(CS_sRGB).toCIEXYZ(toRGB(cmyk));
    }

    @Override
    public float[] fromCIEXYZ(float[] xyz) {
        return fromRGB(getInstance(CS_sRGB).fromCIEXYZ(xyz));
    }
}
