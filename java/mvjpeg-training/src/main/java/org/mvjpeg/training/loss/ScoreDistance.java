package org.mvjpeg.training.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.evaluation.metrics.ScoreDivergence;
import org.mvjpeg.training.onnx.Teacher;

/**
 * Sum of a detector's binary Kullback-Leibler divergences, nats, over all rows and classes; a score is objectness times class score. The
 * same as {@link ScoreDivergence}, by which evaluations judge.
 */
final class ScoreDistance implements TaskDistance {
    private static final int OBJECTNESS = 4;
    private static final int CLASSES = 5;

    @Override
    public Tensor between(Teacher.Answer clean, Teacher.Answer coded) {
        Tensor p = scores(clean.output());
        Tensor q = scores(coded.output());
        Tensor present = p.mul(p.log().sub(q.log()));
        Tensor p0 = complement(p);
        Tensor absent = p0.mul(p0.log().sub(complement(q).log()));
        return present.add(absent).sum(1, 2);
    }

    private static Tensor scores(Tensor head) {
        Tensor scores = head.narrow(2, OBJECTNESS, 1).mul(head.narrow(2, CLASSES, head.size(2) - CLASSES));
        return scores.clamp_min(new Scalar(ScoreDivergence.LEAST_SCORE))
                .clamp_max(new Scalar(1 - ScoreDivergence.LEAST_SCORE));
    }

    private static Tensor complement(Tensor scores) {
        return scores.neg().add(new Scalar(1.0));
    }
}
