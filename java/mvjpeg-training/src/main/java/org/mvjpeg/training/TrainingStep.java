package org.mvjpeg.training;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.training.loss.AnchorCurve;
import org.mvjpeg.training.loss.Judge;
import org.mvjpeg.training.loss.PictureLoss;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.onnx.Teacher;
import org.mvjpeg.training.proxy.CodecProxy;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.proxy.ProxyResult;
import org.mvjpeg.training.tensor.Tensors;

/** One batch forth and back: photographs, network, codec, teacher, loss, gradients. Frees all that it made. */
final class TrainingStep {
    private final PreprocessingNetwork network;
    private final CodecProxy proxy;
    private final RealCodec codec;
    private final List<Judge> judges;
    private final List<AnchorCurve> anchors;
    private final PictureLoss loss;
    private final double container;
    private final StepClock clock = new StepClock();

    /**
     * @param anchors of the judges
     * @param container bytes of a file beside the coded picture
     */
    TrainingStep(
            PreprocessingNetwork network,
            CodecProxy proxy,
            RealCodec codec,
            List<Judge> judges,
            List<AnchorCurve> anchors,
            PictureLoss loss,
            double container) {
        this.network = network;
        this.proxy = proxy;
        this.codec = codec;
        this.judges = judges;
        this.anchors = anchors;
        this.loss = loss;
        this.container = container;
    }

    /** Where the time goes. */
    StepClock clock() {
        return clock;
    }

    /** Leaves gradients in the network's parameters. */
    StepFigures run(BatchLoader.Batch batch) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode gradients = new AutoGradMode(true)) {
            StepPlan plan = batch.plan();
            int[] qps = plan.qps();
            Judge judge = judges.get(plan.judge());
            clock.start();
            Tensor rgb = batch.rgbTensor();
            PlaneTensors source = source(rgb);
            Tensor qp = plan.qpTensor();
            PlaneTensors sent = network.forward(source, qp);
            clock.lap(StepClock.Part.NETWORK);
            RealCodec.Pending pending = plan.real() ? codec.start(PlaneBatches.pictures(sent), qps) : null;
            Teacher.Answer clean = judge.look(rgb);
            clock.lap(StepClock.Part.TEACHER);
            ProxyResult coded = proxy.code(sent, qp);
            Tensor lnBytes = coded.lnBytes(container);
            PlaneTensors shown = coded.decoded();
            clock.lap(StepClock.Part.PROXY);
            if (pending != null) {
                List<CodedPlanes> real = pending.join();
                lnBytes = Tensors.withValues(lnBytes, lnBytes(real));
                shown = shown.withValues(PlaneBatches.tensors(
                        real.stream().map(CodedPlanes::decoded).toList()));
                clock.lap(StepClock.Part.X265);
            }
            Tensor distance = judge.distance(clean, Colours.rgb(shown));
            AnchorCurve anchor = anchors.get(plan.judge());
            double[] at = Arrays.stream(qps).asDoubleStream().toArray();
            Tensor rate = PictureLoss.calibratedRate(lnBytes, anchor, at);
            Tensor task = PictureLoss.calibratedTask(distance, anchor, at);
            PictureLoss.Terms terms = new PictureLoss.Terms(rate, task, PictureLoss.change(sent, source));
            clock.lap(StepClock.Part.TEACHER);
            Tensor total = loss.total(terms, at);
            total.backward();
            clock.lap(StepClock.Part.BACKWARD);
            return new StepFigures(mean(total), mean(rate), mean(task), mean(terms.change()));
        }
    }

    private static PlaneTensors source(Tensor rgb) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return Colours.planes(rgb);
        }
    }

    private static Tensor lnBytes(List<CodedPlanes> coded) {
        float[] values = new float[coded.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.log(coded.get(i).heif().length);
        }
        return Tensors.of(values, values.length);
    }

    private static float mean(Tensor values) {
        return values.detach().mean().item_float();
    }
}
