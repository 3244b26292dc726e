package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.training.loss.AnchorCurve;
import org.mvjpeg.training.loss.PictureLoss;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

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
    private final Learners learners;

    /** What a share of a batch adds to its means, and to the gradients in the parameters' order. */
    private record Share(float[] figures, List<float[]> gradients) {}

    /** @param anchors of the criteria */
    FilterStep(PreprocessingNetwork network, List<Criterion> criteria, List<AnchorCurve> anchors, Learners learners) {
        this.network = network;
        this.criteria = criteria;
        this.anchors = anchors;
        this.learners = learners;
    }

    /** Leaves gradients in the network's parameters; the same bits whichever share is done first. */
    StepFigures run(PairBatch batch) {
        List<Supplier<Share>> tasks = batch.shares(learners.count()).stream()
                .<Supplier<Share>>map(share -> () -> learn(share, share.size() / (double) batch.size()))
                .toList();
        Share sum =
                SideBySide.all(tasks, learners).stream().reduce(FilterStep::sum).orElseThrow();
        Iterator<float[]> gradients = sum.gradients().iterator();
        try (PointerScope scope = new PointerScope()) {
            for (Tensor parameter : network.parameters().values()) {
                parameter.mutable_grad().put(Tensors.of(gradients.next(), parameter.shape()));
            }
        }
        return new StepFigures(sum.figures()[0], 0, sum.figures()[0], sum.figures()[1]);
    }

    /** @param weight its part of the batch */
    private Share learn(PairBatch share, double weight) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode mode = new AutoGradMode(true)) {
            PlaneTensors original = share.originals();
            PlaneTensors decoded = share.decoded();
            PlaneTensors shown = network.forward(decoded, share.qpTensor());
            Tensor loss = loss(share, original, shown).mul(new Scalar(weight));
            Tensor change = PictureLoss.change(shown, decoded).detach().mean().mul(new Scalar(weight));
            TensorVector parameters =
                    new TensorVector(network.parameters().values().toArray(new Tensor[0]));
            TensorVector gradients =
                    torch.grad(new TensorVector(loss), parameters, new TensorVector(), new BoolOptional(), false, true);
            List<float[]> values = new ArrayList<>();
            for (long i = 0; i < gradients.size(); i++) {
                Tensor gradient = gradients.get(i);
                values.add(Tensors.floats(gradient.defined() ? gradient : torch.zeros_like(parameters.get(i))));
            }
            return new Share(new float[] {loss.detach().item_float(), change.item_float()}, values);
        }
    }

    private Tensor loss(PairBatch share, PlaneTensors original, PlaneTensors shown) {
        double[] at = Arrays.stream(share.qps()).asDoubleStream().toArray();
        Tensor sum = null;
        double weights = 0;
        for (int index : share.criteria()) {
            Criterion criterion = criteria.get(index);
            Tensor distance = criterion.loss().loss(original, shown);
            Tensor task =
                    PictureLoss.calibratedTask(distance, anchors.get(index), at).mul(new Scalar(criterion.weight()));
            sum = sum == null ? task : sum.add(task);
            weights += criterion.weight();
        }
        return sum.mean().div(new Scalar(weights));
    }

    private static Share sum(Share first, Share second) {
        add(first.figures(), second.figures());
        for (int i = 0; i < first.gradients().size(); i++) {
            add(first.gradients().get(i), second.gradients().get(i));
        }
        return first;
    }

    private static void add(float[] sums, float[] values) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i];
        }
    }
}
