package org.mvjpeg.evaluation.networks;

import java.util.List;
import java.util.Objects;

/**
 * How samples of 0..255 become a network's input: {@code (sample - mean) * scale}, channel by channel.
 *
 * @param channels the order of the planes, also that of the other two
 * @param mean three values in sample units
 * @param scale three factors, not 0
 */
public record Normalisation(ChannelOrder channels, List<Float> mean, List<Float> scale) {
    /** @throws IllegalArgumentException if there are not three finite means and three finite scales other than 0 */
    public Normalisation {
        Objects.requireNonNull(channels, "channels");
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (mean.size() != 3 || !mean.stream().allMatch(Float::isFinite)) {
            throw new IllegalArgumentException("mean " + mean + " is not three finite numbers");
        }
        if (scale.size() != 3 || !scale.stream().allMatch(value -> Float.isFinite(value) && value != 0)) {
            throw new IllegalArgumentException("scale " + scale + " is not three finite numbers other than 0");
        }
    }

    /** The same mean and scale for all channels. */
    public static Normalisation of(ChannelOrder channels, float mean, float scale) {
        return new Normalisation(channels, List.of(mean, mean, mean), List.of(scale, scale, scale));
    }
}
