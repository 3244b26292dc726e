package org.mvjpeg.training.proxy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.I420;
import org.mvjpeg.training.tensor.Tensors;

/**
 * Compares what a proxy's gradient promises along a direction with what the codec does there: ln(bytes) and ln(D + share of the mean D)
 * of each task, where training follows gradients. As in training, the codec gives the values and the proxy the Jacobian. A proxy whose
 * pictures and bits are right may still fail here, and then training buys one with the other at a wrong price.
 */
final class SlopeCheck {
    /**
     * Detail of luma, a wider band of it, and of chroma. Not noise: it has nothing to do with the picture, so that adding and taking it
     * cost the same bits and the slope between them is 0.
     */
    static final List<Perturbation> DIRECTIONS =
            List.of(Perturbation.BLUR, Perturbation.SHARPEN, Perturbation.CHROMA_BLUR);

    /** Of a direction, to both sides: less drowns in the codec's accidents and in rounding, more is not local. */
    private static final double STEP = 0.5;

    private final CodecProxy proxy;
    private final PictureCodec codec;
    private final Map<String, TaskLoss> tasks;
    private final double softening;

    /** @param softening share of the pictures' mean loss that is added to each before the logarithm, above 0 */
    SlopeCheck(CodecProxy proxy, PictureCodec codec, Map<String, TaskLoss> tasks, double softening) {
        this.proxy = proxy;
        this.codec = codec;
        this.tasks = tasks;
        this.softening = softening;
    }

    /** Figures of one picture. */
    private record Figures(double lnBytes, Map<String, Double> tasks) {}

    /** A picture's figures, and what the gradient says of their differences and the codec of the figures there. */
    private record Probe(Figures here, Map<Perturbation, Ends> ends) {}

    private record Ends(Figures promised, Figures before, Figures after) {}

    Map<Perturbation, Slopes> run(List<I420> pictures, int qp) {
        List<Probe> probes =
                pictures.stream().map(picture -> probe(picture, qp)).toList();
        Map<String, Double> offsets = new LinkedHashMap<>();
        for (String task : tasks.keySet()) {
            double mean = probes.stream()
                    .mapToDouble(probe -> probe.here.tasks.get(task))
                    .average()
                    .orElse(0);
            offsets.put(task, softening * mean);
        }
        Map<Perturbation, Slopes> slopes = new EnumMap<>(Perturbation.class);
        for (Perturbation direction : DIRECTIONS) {
            Slope rate = slope(
                    probes,
                    probe -> probe.ends.get(direction).promised.lnBytes,
                    probe -> probe.ends.get(direction).after.lnBytes - probe.ends.get(direction).before.lnBytes);
            Map<String, Slope> byTask = new LinkedHashMap<>();
            offsets.forEach((task, offset) -> byTask.put(task, taskSlope(probes, direction, task, offset)));
            slopes.put(direction, new Slopes(rate, byTask));
        }
        return slopes;
    }

    private static Slope taskSlope(List<Probe> probes, Perturbation direction, String task, double offset) {
        return slope(
                probes,
                probe -> probe.ends.get(direction).promised.tasks.get(task) / (probe.here.tasks.get(task) + offset),
                probe -> Math.log(probe.ends.get(direction).after.tasks.get(task) + offset)
                        - Math.log(probe.ends.get(direction).before.tasks.get(task) + offset));
    }

    private static Slope slope(List<Probe> probes, ToDoubleFunction<Probe> promised, ToDoubleFunction<Probe> real) {
        return Slope.of(
                probes.stream().mapToDouble(promised).map(d -> d / (2 * STEP)).toArray(),
                probes.stream().mapToDouble(real).map(d -> d / (2 * STEP)).toArray());
    }

    private Probe probe(I420 picture, int qp) {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors original = PlaneBatches.tensors(List.of(picture));
            CodedPlanes coded = codec.code(picture, qp);
            Map<Perturbation, PlaneTensors> differences = new EnumMap<>(Perturbation.class);
            Map<Perturbation, List<Figures>> sides = new EnumMap<>(Perturbation.class);
            for (Perturbation direction : DIRECTIONS) {
                List<I420> ends = List.of(direction.apply(picture, -STEP), direction.apply(picture, STEP));
                sides.put(
                        direction,
                        ends.stream()
                                .map(end -> figures(original, codec.code(end, qp)))
                                .toList());
                differences.put(direction, difference(ends.get(0), ends.get(1)));
            }
            Map<Perturbation, Figures> promises = promises(original, coded, qp, differences);
            Map<Perturbation, Ends> ends = new EnumMap<>(Perturbation.class);
            sides.forEach((direction, figures) ->
                    ends.put(direction, new Ends(promises.get(direction), figures.get(0), figures.get(1))));
            return new Probe(figures(original, coded), ends);
        }
    }

    /** The rounded pictures' difference, so that both sides of the comparison take the very same step. */
    private static PlaneTensors difference(I420 before, I420 after) {
        PlaneTensors a = PlaneBatches.tensors(List.of(before));
        PlaneTensors b = PlaneBatches.tensors(List.of(after));
        return new PlaneTensors(b.y().sub(a.y()), b.u().sub(a.u()), b.v().sub(a.v()));
    }

    private Figures figures(PlaneTensors original, CodedPlanes coded) {
        Map<String, Double> losses = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            PlaneTensors decoded = PlaneBatches.tensors(List.of(coded.decoded()));
            tasks.forEach((name, task) -> losses.put(name, (double) Tensors.floats(task.loss(original, decoded))[0]));
        }
        return new Figures(Math.log(coded.heif().length), losses);
    }

    private Map<Perturbation, Figures> promises(
            PlaneTensors original, CodedPlanes coded, int qp, Map<Perturbation, PlaneTensors> differences) {
        Map<Perturbation, Figures> promises = new EnumMap<>(Perturbation.class);
        try (PointerScope scope = new PointerScope();
                AutoGradMode gradients = new AutoGradMode(true)) {
            PlaneTensors source = new PlaneTensors(leaf(original.y()), leaf(original.u()), leaf(original.v()));
            ProxyResult result = proxy.code(source, Tensor.create(new float[] {qp}, 1));
            PlaneTensors shown = result.decoded().withValues(PlaneBatches.tensors(List.of(coded.decoded())));
            double container = coded.heif().length - coded.pictureBytes();
            List<Tensor> rate = gradient(result.lnBytes(container), source);
            Map<String, List<Tensor>> byTask = new LinkedHashMap<>();
            tasks.forEach((name, task) -> byTask.put(name, gradient(task.loss(original, shown), source)));
            differences.forEach((direction, difference) -> {
                Map<String, Double> losses = new LinkedHashMap<>();
                byTask.forEach((name, gradient) -> losses.put(name, product(gradient, difference)));
                promises.put(direction, new Figures(product(rate, difference), losses));
            });
        }
        return promises;
    }

    private static Tensor leaf(Tensor plane) {
        return plane.clone().requires_grad_(true);
    }

    private static List<Tensor> gradient(Tensor figure, PlaneTensors source) {
        TensorVector found = torch.grad(
                new TensorVector(figure),
                new TensorVector(source.y(), source.u(), source.v()),
                new TensorVector(),
                new BoolOptional(true),
                false,
                true);
        List<Tensor> gradient = new ArrayList<>();
        for (int plane = 0; plane < 3; plane++) {
            gradient.add(found.get(plane));
        }
        return gradient;
    }

    /** A plane that the figure does not depend on has no gradient. */
    private static double product(List<Tensor> gradient, PlaneTensors difference) {
        List<Tensor> planes = List.of(difference.y(), difference.u(), difference.v());
        double sum = 0;
        for (int i = 0; i < planes.size(); i++) {
            if (gradient.get(i).defined()) {
                sum += gradient.get(i).mul(planes.get(i)).sum().item_float();
            }
        }
        return sum;
    }
}
