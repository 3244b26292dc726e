package org.mvjpeg.training.loss;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.onnx.Feature;
import org.mvjpeg.training.onnx.Teacher;

/** Relative squared error of inner tensors, mean of several depths. */
final class FeatureDistance implements TaskDistance {
    private static final double TINY = 1e-12;

    private final List<String> names;

    private FeatureDistance(List<String> names) {
        this.names = List.copyOf(names);
    }

    /**
     * At depths spread evenly from the first third to the last tensor before the output.
     *
     * @param depths how many at most; fewer where the teacher has fewer
     */
    static FeatureDistance of(Teacher teacher, int depths) {
        List<Feature> inner =
                teacher.features().stream().filter(feature -> !feature.output()).toList();
        int count = Math.min(depths, inner.size());
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            names.add(inner.get(i * inner.size() / count - 1).name());
        }
        return new FeatureDistance(names);
    }

    /** The tensors that are compared. */
    List<String> names() {
        return names;
    }

    @Override
    public Tensor between(Teacher.Answer clean, Teacher.Answer coded) {
        Tensor sum = null;
        for (String name : names) {
            Tensor expected = clean.features().get(name).flatten(1, -1);
            Tensor error = coded.features().get(name).flatten(1, -1).sub(expected);
            Tensor relative = error.square().sum(1).div(expected.square().sum(1).add(new Scalar(TINY)));
            sum = sum == null ? relative : sum.add(relative);
        }
        return sum.div(new Scalar((double) names.size()));
    }
}
