package org.mvjpeg.benchmarks.peers;

import org.mvjpeg.benchmarks.PlanesBuffer;

/**
 * How far a peer's picture is from the kernel's, in gray levels; the peer's is not rounded, so half a level is none.
 *
 * @param largest over all samples
 * @param mean over all samples
 */
public record Agreement(double largest, double mean) {
    /** Compares the outputs of a peer that has run {@link Part#NETWORK}. */
    public static Agreement of(Peer peer, PlanesBuffer kernel) {
        int width = kernel.planes().width() / 2;
        int height = kernel.planes().height() / 2;
        float[] luma = peer.output("luma");
        float[] chroma = peer.output("chroma");
        double largest = 0;
        double sum = 0;
        for (int plane = 0; plane < Lowpass.PLANES; plane++) {
            for (int j = 0; j < height; j++) {
                for (int i = 0; i < width; i++) {
                    float value = plane < 4
                            ? luma[(plane * height + j) * width + i]
                            : chroma[((plane - 4) * height + j) * width + i];
                    double difference = Math.abs(value - kernel.packed(plane, i, j));
                    largest = Math.max(largest, difference);
                    sum += difference;
                }
            }
        }
        return new Agreement(largest, sum / (Lowpass.PLANES * (double) width * height));
    }

    /**
     * Compares branch B of two runtimes in single precision.
     *
     * @throws IllegalStateException if a sample differs by more than a hundredth of a gray level
     */
    public static void requireBranch(Peer peer, Peer reference) {
        peer.run();
        reference.run();
        float[] expected = reference.output("tail");
        float[] found = peer.output("tail");
        for (int k = 0; k < expected.length; k++) {
            if (!(Math.abs(found[k] - expected[k]) <= 0.16)) {
                throw new IllegalStateException(
                        "sample " + k + " of branch B is " + found[k] + " sixteenths, expected " + expected[k]);
            }
        }
    }

    /** @throws IllegalStateException if a sample is further off than {@code limit} gray levels: then the peer computes something else */
    public void require(String peer, double limit) {
        if (!(largest <= limit)) {
            throw new IllegalStateException(
                    peer + " is " + largest + " gray levels from the kernel, more than " + limit + ": no peer");
        }
    }
}
