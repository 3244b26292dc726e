package org.mvjpeg.sets;

import java.awt.image.BufferedImage;
import org.mvjpeg.sets.fidelity.Luma;
import org.mvjpeg.sets.fidelity.Plane;

/** A measure of two luma planes. */
abstract class LumaMeasure implements QualityMeasure {
    private final String key;
    private final String label;
    private final String unit;

    LumaMeasure(String key, String label, String unit) {
        this.key = key;
        this.label = label;
        this.unit = unit;
    }

    abstract double compare(Plane original, Plane coded);

    @Override
    public String key() {
        return key;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public Judge open() {
        return new Judge() {
            private Plane original;

            @Override
            public void original(BufferedImage picture) {
                original = Luma.of(picture);
            }

            @Override
            public double quality(BufferedImage picture) {
                return compare(original, Luma.of(picture));
            }

            @Override
            public void close() {}
        };
    }
}
