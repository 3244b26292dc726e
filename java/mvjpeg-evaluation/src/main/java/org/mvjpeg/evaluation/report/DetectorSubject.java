package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.metrics.AveragePrecision;
import org.mvjpeg.evaluation.metrics.DetectionImage;
import org.mvjpeg.evaluation.metrics.GroundTruth;
import org.mvjpeg.evaluation.metrics.MeanAveragePrecision;
import org.mvjpeg.evaluation.run.Answer;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Results;

/** A detector, with boxes or without. */
record DetectorSubject(Results results, NamedNetwork network) implements Subject {
    /** What a detector itself says with less confidence is no truth to hold it against. */
    private static final double LEAST_SCORE = 0.3;

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public List<Measure> measures() {
        return labelled() ? List.of(Measure.AP50, Measure.AP, Measure.AGREEMENT) : List.of(Measure.AGREEMENT);
    }

    private boolean labelled() {
        return results.pictures().get(0).boxes().isPresent();
    }

    @Override
    public Statistic coded(Arm arm, int point) {
        return statistic(picture -> results.answer(picture, arm, point, network));
    }

    @Override
    public Optional<Statistic> original() {
        return Optional.of(statistic(picture -> results.original(picture, network)));
    }

    private Statistic statistic(IntFunction<Answer> answers) {
        List<DetectionImage> againstSelf = new ArrayList<>();
        List<DetectionImage> againstTruth = new ArrayList<>();
        for (int picture = 0; picture < results.pictures().size(); picture++) {
            Answer.Objects answer = (Answer.Objects) answers.apply(picture);
            againstSelf.add(new DetectionImage(answer.boxes(), own(picture)));
            results.pictures()
                    .get(picture)
                    .boxes()
                    .ifPresent(truths -> againstTruth.add(new DetectionImage(answer.boxes(), truths)));
        }
        MeanAveragePrecision self = MeanAveragePrecision.prepare(againstSelf);
        if (!labelled()) {
            return indices -> new double[] {self.ap50(indices)};
        }
        MeanAveragePrecision truth = MeanAveragePrecision.prepare(againstTruth);
        return indices -> {
            AveragePrecision precision = truth.ap(indices);
            return new double[] {precision.ap50(), precision.ap(), self.ap50(indices)};
        };
    }

    private List<GroundTruth> own(int picture) {
        return ((Answer.Objects) results.original(picture, network))
                .boxes().stream()
                        .filter(box -> box.score() >= LEAST_SCORE)
                        .map(box -> new GroundTruth(box.classId(), box.x1(), box.y1(), box.x2(), box.y2(), false))
                        .toList();
    }
}
