package org.mvjpeg.training.loss;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.evaluation.networks.VisionTask;
import org.mvjpeg.training.onnx.Teacher;

/**
 * A teacher that tells how much of a picture coding took from it: the divergence of its answer, and the error of its features. Tensors
 * belong to the calling thread's innermost {@link org.bytedeco.javacpp.PointerScope}.
 */
public final class Judge implements AutoCloseable {
    private static final int DEPTHS = 3;

    private final String name;
    private final Teacher teacher;
    private final TaskDistance answers;
    private final FeatureDistance features;
    private final double featureWeight;

    /**
     * @param name for people
     * @param teacher closed with the judge
     * @param featureWeight of the features' relative squared error beside the answers' divergence in nats, at least 0
     */
    public Judge(String name, Teacher teacher, double featureWeight) {
        if (!(featureWeight >= 0 && featureWeight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("feature weight " + featureWeight + " is below 0");
        }
        this.name = name;
        this.teacher = teacher;
        this.answers =
                teacher.description().task() == VisionTask.CLASSIFICATION ? new ClassDistance() : new ScoreDistance();
        this.features = FeatureDistance.of(teacher, DEPTHS);
        this.featureWeight = features.names().isEmpty() ? 0 : featureWeight;
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** Who judges. */
    public Teacher teacher() {
        return teacher;
    }

    /** What the teacher says of clean pictures, without gradients. @param rgb [N, 3, H, W], 0..255 */
    public Teacher.Answer look(Tensor rgb) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return answer(rgb);
        }
    }

    /**
     * The distance of coded pictures from clean ones.
     *
     * @param clean what {@link #look} said of the clean pictures
     * @param coded [N, 3, H, W], 0..255
     * @return of each picture, at least 0 but for rounding, shape [N]; gradients flow to the coded pictures
     */
    public Tensor distance(Teacher.Answer clean, Tensor coded) {
        Teacher.Answer found = answer(coded);
        Tensor distance = answers.between(clean, found);
        if (featureWeight > 0) {
            distance = distance.add(features.between(clean, found).mul(new Scalar(featureWeight)));
        }
        return distance.clamp_min(new Scalar(0.0));
    }

    private Teacher.Answer answer(Tensor rgb) {
        return teacher.run(rgb, featureWeight > 0 ? features.names() : List.of());
    }

    @Override
    public void close() {
        teacher.close();
    }
}
