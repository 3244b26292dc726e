package org.mvjpeg.evaluation.clic;

import java.util.List;

/**
 * A picture coded in one way and shown by one decoder.
 *
 * @param bytes of the whole file
 * @param pixels of the picture
 * @param psnr of luma, dB, at most 100
 * @param msSsim of luma, 0 to 1
 * @param decodeMillis that decoding took, post filter included
 * @param kl divergence of each network's answer from that to the uncompressed picture, nats, in the networks' order
 */
public record Outcome(long bytes, long pixels, double psnr, double msSsim, double decodeMillis, List<Double> kl) {
    /** Copies the list. */
    public Outcome {
        kl = List.copyOf(kl);
    }
}
