package org.mvjpeg.training;

import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.ResizeRule;

/**
 * How large pictures will be looked at: pixels of a vision network's input per pixel of the coded picture, along a side. 1 is for pictures
 * that have the network's size already, 0.5 for pictures twice as wide.
 *
 * @param low least ratio, above 0
 * @param high most, at most 4
 */
public record View(double low, double high) {
    /** Pictures that have the network's size. */
    public static final View SAME_SIZE = new View(1, 1);

    /** Pictures beyond this side take more memory than they teach. */
    public static final int MAX_SIDE = 2048;

    private static final double MAX_RATIO = 4;

    /** The codec's coding tree units; proxies work on multiples of it. */
    private static final int UNIT = 32;

    /** @throws IllegalArgumentException if the range is empty or outside its limits */
    public View {
        if (!(low > 0 && high >= low && high <= MAX_RATIO)) {
            throw new IllegalArgumentException(
                    "view " + low + ":" + high + " must rise from above 0 to at most " + MAX_RATIO);
        }
    }

    /** The ratio at a share of the range, 0 to 1, evenly by its logarithm. */
    public double at(double share) {
        return low * Math.pow(high / low, share);
    }

    /**
     * The sides of the square picture that a network sees at a ratio, pixels, a multiple of 32.
     *
     * @throws IllegalArgumentException if it is above {@link #MAX_SIDE}
     */
    static int side(NetworkDescription network, double ratio) {
        int input = Math.max(network.width(), network.height());
        int side = units(input / ratio);
        if (network.resize() instanceof ResizeRule.Crop crop && side > crop.wholeSquaresUpTo()) {
            // The network looks at the centre of a picture that was brought to the rule's size.
            side = units(crop.shortSide() / ratio);
        }
        if (side > MAX_SIDE) {
            throw new IllegalArgumentException("an input of " + input + " pixels at the view " + ratio
                    + " needs pictures of " + side + " pixels; the limit is " + MAX_SIDE);
        }
        return side;
    }

    private static int units(double pixels) {
        return Math.max((int) Math.round(pixels / UNIT), 1) * UNIT;
    }

    @Override
    public String toString() {
        return low + ":" + high;
    }
}
