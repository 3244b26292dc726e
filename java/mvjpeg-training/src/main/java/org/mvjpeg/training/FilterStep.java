package org.mvjpeg.training;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.loss.AnchorCurve;
import org.mvjpeg.training.loss.PictureLoss;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.proxy.PlaneTensors;

/**
 * One batch of decoded pictures forth and back: network, criteria, loss, gradients. Nothing behind a post filter lacks gradients. Frees all
 * that it made.
 *
 * <p>A criterion's term is {@code ln(D + 0.3 Dbar(q)) / s(q)} against the anchor's mean, as in {@link PictureLoss}: in units of ln(bytes)
 * along the codec's own curve, so that all QPs count alike.
 */
final class FilterStep {
    private final PreprocessingNetwork network;
    private final List<Criterion> criteria;
    private final List<AnchorCurve> anchors;

    /** @param anchors of the criteria */
    FilterStep(PreprocessingNetwork network, List<Criterion> criteria, List<AnchorCurve> anchors) {
        this.network = network;
        this.criteria = criteria;
        this.anchors = anchors;
    }

    /** Leaves gradients in the network's parameters. */
    StepFigures run(PairBatch batch) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode gradients = new AutoGradMode(true)) {
            PlaneTensors original = batch.originals();
            PlaneTensors decoded = batch.decoded();
            PlaneTensors shown = network.forward(decoded, batch.qpTensor());
            double[] at = Arrays.stream(batch.qps()).asDoubleStream().toArray();
            Tensor sum = null;
            double weights = 0;
            for (int index : batch.criteria()) {
                Criterion criterion = criteria.get(index);
                Tensor distance = criterion.loss().loss(original, shown);
                Tensor task = PictureLoss.calibratedTask(distance, anchors.get(index), at)
                        .mul(new Scalar(criterion.weight()));
                sum = sum == null ? task : sum.add(task);
                weights += criterion.weight();
            }
            Tensor total = sum.mean().div(new Scalar(weights));
            total.backward();
            float loss = total.detach().item_float();
            float change = PictureLoss.change(shown, decoded).detach().mean().item_float();
            return new StepFigures(loss, 0, loss, change);
        }
    }
}
