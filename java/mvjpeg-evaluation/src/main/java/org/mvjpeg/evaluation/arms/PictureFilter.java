package org.mvjpeg.evaluation.arms;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Supplier;
import org.mvjpeg.evaluation.metrics.Detection;

/** What is done to a picture before it is coded; training free. */
public enum PictureFilter {
    /** Nothing. */
    NONE("none") {
        @Override
        BufferedImage apply(BufferedImage picture, int qp, Supplier<List<Detection>> objects) {
            return picture;
        }
    },

    /** Gaussian blur that grows with the quantiser, see {@link GaussianBlur#sigma}. */
    GAUSS("Gaussian blur, sigma 0.02 (QP - 7) px") {
        @Override
        BufferedImage apply(BufferedImage picture, int qp, Supplier<List<Detection>> objects) {
            return GaussianBlur.apply(picture, GaussianBlur.sigma(qp));
        }
    },

    /** Gaussian blur of what lies outside the boxes that a detector finds in the uncompressed picture, see {@link BoxMask}. */
    MASK(
            "Gaussian blur, sigma 4 px, outside the detector's boxes of score 0.1 or more, each 10 % larger on all sides") {
        @Override
        BufferedImage apply(BufferedImage picture, int qp, Supplier<List<Detection>> objects) {
            return BoxMask.apply(picture, objects.get());
        }
    };

    private final String description;

    PictureFilter(String description) {
        this.description = description;
    }

    /** What it does, in words that change whenever its result does. */
    public String description() {
        return description;
    }

    /**
     * Filters a picture.
     *
     * @param picture {@code TYPE_3BYTE_BGR}; stays as it is
     * @param qp HEVC quantiser that it will be coded at
     * @param objects asks the detector; for {@link #MASK} alone
     */
    abstract BufferedImage apply(BufferedImage picture, int qp, Supplier<List<Detection>> objects);
}
