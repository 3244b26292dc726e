package org.mvjpeg.training.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * What is fitted of the transform proxy.
 *
 * @param modes HEVC's numbers of the intra modes that are tried; at least planar, DC, horizontal and vertical
 * @param firstModes those of them that the first, rough decision tries
 * @param passes how often prediction is repeated from the reconstruction before the last pass, at least 2
 * @param rounding of magnitudes in steps; more than HEVC encoders' 1/3 where sign hiding is on, which raises the quality
 * @param bitsPerLevel of a non-zero level in the decision of the block size
 * @param bitsPerOctave of each doubling of its magnitude
 * @param bitsPerBlock by side 4, 8, 16, 32
 * @param bitsPerSplit of a split flag
 * @param bitsPerMode by which angular modes other than horizontal and vertical cost more
 * @param rate weights of the {@link RateModel}'s features
 */
public record ProxyParameters(
        List<Integer> modes,
        List<Integer> firstModes,
        int passes,
        double rounding,
        double bitsPerLevel,
        double bitsPerOctave,
        List<Double> bitsPerBlock,
        double bitsPerSplit,
        double bitsPerMode,
        List<Double> rate) {
    private static final String X265_MEDIUM = "x265-medium.properties";
    private static final List<Integer> REQUIRED_MODES = List.of(Hevc.PLANAR, Hevc.DC, Hevc.HORIZONTAL, Hevc.VERTICAL);

    /** @throws IllegalArgumentException if a value is none that the proxy can work with */
    public ProxyParameters {
        modes = List.copyOf(modes);
        firstModes = List.copyOf(firstModes);
        bitsPerBlock = List.copyOf(bitsPerBlock);
        rate = List.copyOf(rate);
        if (!modes.containsAll(REQUIRED_MODES)
                || modes.stream().anyMatch(mode -> mode < 0 || mode > Hevc.LAST_MODE)
                || modes.stream().distinct().count() != modes.size()) {
            throw new IllegalArgumentException("modes " + modes + " must be different ones of 0.." + Hevc.LAST_MODE
                    + " with all of " + REQUIRED_MODES);
        }
        if (firstModes.isEmpty() || !modes.containsAll(firstModes)) {
            throw new IllegalArgumentException("first modes " + firstModes + " must be some of " + modes);
        }
        if (passes < 2) {
            throw new IllegalArgumentException("passes " + passes + " must be at least 2");
        }
        if (!(rounding >= 0 && rounding <= 0.5)) {
            throw new IllegalArgumentException("rounding " + rounding + " is outside 0..0.5");
        }
        if (bitsPerBlock.size() != BlockSizes.LUMA.length) {
            throw new IllegalArgumentException(
                    bitsPerBlock.size() + " bits per block for " + BlockSizes.LUMA.length + " sizes");
        }
        if (rate.size() != RateModel.WEIGHTS) {
            throw new IllegalArgumentException(rate.size() + " weights of the rate; it has " + RateModel.WEIGHTS);
        }
    }

    /** Fitted to x265 3.5, preset medium, with the settings of the machine and human profiles. */
    public static ProxyParameters x265Medium() {
        Properties properties = new Properties();
        try (InputStream in = ProxyParameters.class.getResourceAsStream(X265_MEDIUM)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProxyParameters(
                integers(properties, "modes"),
                integers(properties, "firstModes"),
                integers(properties, "passes").get(0),
                doubles(properties, "rounding").get(0),
                doubles(properties, "bitsPerLevel").get(0),
                doubles(properties, "bitsPerOctave").get(0),
                doubles(properties, "bitsPerBlock"),
                doubles(properties, "bitsPerSplit").get(0),
                doubles(properties, "bitsPerMode").get(0),
                doubles(properties, "rate"));
    }

    private static List<Double> doubles(Properties properties, String name) {
        return Arrays.stream(properties.getProperty(name).strip().split("\\s+"))
                .map(Double::valueOf)
                .toList();
    }

    private static List<Integer> integers(Properties properties, String name) {
        return doubles(properties, name).stream().map(Double::intValue).toList();
    }

    /** The same with other weights of the rate, {@link RateModel#WEIGHTS} of them. */
    public ProxyParameters withRate(List<Double> weights) {
        return new ProxyParameters(
                modes,
                firstModes,
                passes,
                rounding,
                bitsPerLevel,
                bitsPerOctave,
                bitsPerBlock,
                bitsPerSplit,
                bitsPerMode,
                weights);
    }
}
