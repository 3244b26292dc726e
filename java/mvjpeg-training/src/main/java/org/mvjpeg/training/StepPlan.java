package org.mvjpeg.training;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/**
 * What a step does; a function of the seed and the step alone, so that a training that was interrupted goes on as if it had not been.
 *
 * @param step from 0
 * @param judge whose turn it is
 * @param side of the pictures, pixels
 * @param qps of the pictures
 * @param real whether x265's values replace the proxy's
 * @param photoSeed of the choice of photographs and crops
 */
record StepPlan(int step, int judge, int side, int[] qps, boolean real, long photoSeed) {
    /** Odd and without pattern, so that neighbouring steps get generators that have nothing in common. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    /** @param sides function from the judge and a share of the view, 0 to 1, to pixels */
    static StepPlan of(Course course, int step, int judges, SideRule sides) {
        SplittableRandom random = generator(course.seed(), step);
        int judge = step % judges;
        int side = sides.side(judge, random.nextDouble());
        boolean real = random.nextDouble() < new Schedule(course.steps()).realShare(step);
        int[] qps =
                random.ints(course.batch(), course.minQp(), course.maxQp() + 1).toArray();
        return new StepPlan(step, judge, side, qps, real, random.nextLong());
    }

    /** What decides a step by chance. */
    static SplittableRandom generator(long seed, int step) {
        return new SplittableRandom(seed + STRIDE * (step + 1L)).split();
    }

    /** The QPs, shape [N], in the calling thread's PointerScope. */
    Tensor qpTensor() {
        float[] floats = new float[qps.length];
        for (int i = 0; i < qps.length; i++) {
            floats[i] = qps[i];
        }
        return Tensors.of(floats, qps.length);
    }

    /** The size of pictures for a judge. */
    interface SideRule {
        /** @param share of the view's range, 0 to 1 */
        int side(int judge, double share);
    }
}
