package org.mvjpeg.training;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.I420;
import org.mvjpeg.training.proxy.PlaneBatches;

/** The pictures of steps and what x265 makes of them; it codes the next step's while one is worked on. */
final class CodedBatches {
    private final BatchLoader loader;
    private final RealCodec codec;
    private Started next;
    private int nextStep = -1;

    /**
     * A step's pictures.
     *
     * @param pictures without a network
     * @param coded by x265, in the same order
     */
    record CodedBatch(StepPlan plan, List<I420> pictures, List<CodedPlanes> coded) {}

    private record Started(StepPlan plan, List<I420> pictures, RealCodec.Pending pending) {}

    CodedBatches(BatchLoader loader, RealCodec codec) {
        this.loader = loader;
        this.codec = codec;
    }

    /** A step's pictures, coded; begins with those of the following step. @throws IllegalStateException if no file can be read */
    CodedBatch load(int step) {
        Started wanted = step == nextStep ? next : start(step);
        next = start(step + 1);
        nextStep = step + 1;
        return new CodedBatch(wanted.plan, wanted.pictures, wanted.pending.join());
    }

    private Started start(int step) {
        BatchLoader.Batch batch = loader.load(step);
        StepPlan plan = batch.plan();
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            List<I420> pictures = PlaneBatches.pictures(Colours.planes(batch.rgbTensor()));
            return new Started(plan, pictures, codec.start(pictures, plan.qps()));
        }
    }
}
