package org.mvjpeg.training.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

/**
 * The loss, {@code ln(bytes) + ln(D + 0.3 Dbar(q)) / s(q) + beta * MSE}: by dividing by the anchor's own slope s a step along the anchor's
 * curve costs nothing, so that only what beats the choice of another QP makes it smaller.
 */
public final class PictureLoss {
    private final double beta;

    /** @param beta weight of the mean squared change of a sample, at least 0 */
    public PictureLoss(double beta) {
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta " + beta + " is below 0");
        }
        this.beta = beta;
    }

    /**
     * Terms of the pictures, each of shape [N].
     *
     * @param rate ln(bytes)
     * @param task calibrated: in units of ln(bytes)
     * @param change mean squared difference of the planes
     */
    public record Terms(Tensor rate, Tensor task, Tensor change) {}

    /**
     * ln of a file's bytes with the gradient of the proxy's bits.
     *
     * @param bits of the proxy, shape [N]
     * @param container bytes of a file beside the coded picture
     */
    public static Tensor rate(Tensor bits, double container) {
        return bits.div(new Scalar(8.0)).add(new Scalar(container)).log();
    }

    /** The rate's term with the value of real files: gradients stay those of the proxy. @param lnBytes shape [N] */
    public static Tensor withValues(Tensor rate, Tensor lnBytes) {
        return rate.add(lnBytes.sub(rate.detach()));
    }

    /** The calibrated task term. @param distances shape [N] @param qps of the pictures */
    public static Tensor task(Tensor distances, AnchorCurve anchor, double[] qps) {
        float[] offsets = new float[qps.length];
        float[] slopes = new float[qps.length];
        for (int i = 0; i < qps.length; i++) {
            offsets[i] = (float) (AnchorCurve.SOFTENING * anchor.meanDistance(qps[i]));
            slopes[i] = (float) anchor.slope(qps[i]);
        }
        return distances.add(Tensors.of(offsets, qps.length)).log().div(Tensors.of(slopes, qps.length));
    }

    /** Mean squared difference of two batches, luma and chroma samples counted alike, shape [N]. */
    public static Tensor change(PlaneTensors a, PlaneTensors b) {
        Tensor sum = squares(a.y(), b.y()).add(squares(a.u(), b.u())).add(squares(a.v(), b.v()));
        return sum.div(new Scalar(a.height() * a.width() * 1.5));
    }

    private static Tensor squares(Tensor a, Tensor b) {
        return a.sub(b).square().sum(1, 2, 3);
    }

    /** The mean over the batch of all terms; what is differentiated. */
    public Tensor total(Terms terms) {
        Tensor total = terms.rate().add(terms.task());
        return (beta == 0 ? total : total.add(terms.change().mul(new Scalar(beta)))).mean();
    }
}
