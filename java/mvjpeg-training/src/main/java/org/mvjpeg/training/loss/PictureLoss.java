package org.mvjpeg.training.loss;

import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

/**
 * The loss, {@code ln(bytes) + w * ln(D + 0.3 Dbar(q)) / s(q) + beta * MSE}, less the anchor's mean of the first two: dividing by the anchor's
 * own slope s makes a step along the anchor's curve cost nothing, so that only what beats the choice of another QP makes the loss
 * smaller. 0 is as good as the anchor's average picture.
 */
public final class PictureLoss {
    private final DoubleUnaryOperator taskWeight;
    private final double beta;

    /**
     * @param taskWeight by QP, above 0; 1 where the proxy passes on the teachers' true slope
     * @param beta weight of the mean squared change of a sample, at least 0
     */
    public PictureLoss(DoubleUnaryOperator taskWeight, double beta) {
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta " + beta + " is below 0");
        }
        this.taskWeight = taskWeight;
        this.beta = beta;
    }

    /**
     * Terms of the pictures, each of shape [N].
     *
     * @param rate ln(bytes) against the anchor's mean
     * @param task against the anchor's mean, in units of ln(bytes)
     * @param change mean squared difference of the planes
     */
    public record Terms(Tensor rate, Tensor task, Tensor change) {}

    /**
     * The rate's term.
     *
     * @param lnBytes shape [N]
     * @param qps of the pictures
     */
    public static Tensor calibratedRate(Tensor lnBytes, AnchorCurve anchor, double[] qps) {
        return lnBytes.sub(perPicture(qps, anchor::meanLnBytes));
    }

    /**
     * The task's term.
     *
     * @param distances shape [N]
     * @param qps of the pictures
     */
    public static Tensor calibratedTask(Tensor distances, AnchorCurve anchor, double[] qps) {
        return distances
                .add(perPicture(qps, qp -> AnchorCurve.SOFTENING * anchor.meanDistance(qp)))
                .log()
                .sub(perPicture(qps, anchor::meanTask))
                .div(perPicture(qps, anchor::slope));
    }

    private static Tensor perPicture(double[] qps, DoubleUnaryOperator figure) {
        float[] values = new float[qps.length];
        for (int i = 0; i < qps.length; i++) {
            values[i] = (float) figure.applyAsDouble(qps[i]);
        }
        return Tensors.of(values, qps.length);
    }

    /** Mean squared difference of two batches, luma and chroma samples counted alike, shape [N]. */
    public static Tensor change(PlaneTensors a, PlaneTensors b) {
        Tensor sum = squares(a.y(), b.y()).add(squares(a.u(), b.u())).add(squares(a.v(), b.v()));
        return sum.div(new Scalar(a.height() * a.width() * 1.5));
    }

    private static Tensor squares(Tensor a, Tensor b) {
        return a.sub(b).square().sum(1, 2, 3);
    }

    /**
     * The mean over the batch of all terms, weighted; what is differentiated.
     *
     * @param qps of the pictures
     */
    public Tensor total(Terms terms, double[] qps) {
        Tensor total = terms.rate().add(terms.task().mul(perPicture(qps, taskWeight)));
        return (beta == 0 ? total : total.add(terms.change().mul(new Scalar(beta)))).mean();
    }
}
