package org.mvjpeg.training.loss;

import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.onnx.Teacher;

/** Kullback-Leibler divergence of a classifier's probabilities, nats. */
final class ClassDistance implements TaskDistance {
    @Override
    public Tensor between(Teacher.Answer clean, Teacher.Answer coded) {
        Tensor expected = clean.output().log_softmax(1);
        Tensor found = coded.output().log_softmax(1);
        return expected.exp().mul(expected.sub(found)).sum(1);
    }
}
