package org.mvjpeg.evaluation.networks;

/**
 * How a picture is brought to a network's input size. Every rule averages areas (INTER_AREA) where neither side grows, and
 * interpolates bicubically (INTER_CUBIC) otherwise.
 */
public sealed interface ResizeRule {
    /**
     * Resizes the shorter side to {@code shortSide} keeping the aspect, then cuts the input size from the centre. For classifiers.
     *
     * @param shortSide in pixels, not below the input's width or height
     * @param wholeSquaresUpTo square pictures of at most this side, in pixels, are taken for crops already made and are resized whole
     *     to the input size; 0 for none
     */
    record Crop(int shortSide, int wholeSquaresUpTo) implements ResizeRule {
        /** @throws IllegalArgumentException if a size is negative, or the short side 0 */
        public Crop {
            if (shortSide < 1) {
                throw new IllegalArgumentException("short_side " + shortSide + " is below 1");
            }
            if (wholeSquaresUpTo < 0) {
                throw new IllegalArgumentException("whole_squares_up_to " + wholeSquaresUpTo + " is below 0");
            }
        }
    }

    /**
     * Resizes by the largest factor that fits the input, keeping the aspect, at the top left of an even ground.
     *
     * @param fill the ground's sample value in all channels, 0..255
     */
    record Letterbox(int fill) implements ResizeRule {
        /** @throws IllegalArgumentException if the fill is not a byte */
        public Letterbox {
            if (fill < 0 || fill > 255) {
                throw new IllegalArgumentException("fill " + fill + " is not in 0..255");
            }
        }
    }

    /** Resizes to the input size whatever the aspect. */
    record Stretch() implements ResizeRule {}
}
