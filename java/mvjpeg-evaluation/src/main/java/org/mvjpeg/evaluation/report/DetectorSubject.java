package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.mvjpeg.evaluation.metrics.AveragePrecision;
import org.mvjpeg.evaluation.metrics.DetectionImage;
import org.mvjpeg.evaluation.metrics.GroundTruth;
import org.mvjpeg.evaluation.metrics.MeanAveragePrecision;
import org.mvjpeg.evaluation.run.Answer;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Results;

/** A detector, with boxes or without. */
record DetectorSubject(Results results, NamedNetwork network) implements NetworkSubject {
    /** What a detector itself says with less confidence is no truth to hold it against. */
    private static final double LEAST_SCORE = 0.3;

    @Override
    public List<Measure> measures() {
        return labelled()
                ? List.of(Measure.AP50, Measure.AP, Measure.AGREEMENT, Measure.KL)
                : List.of(Measure.AGREEMENT, Measure.KL);
    }

    private boolean labelled() {
        return results.pictures().get(0).boxes().isPresent();
    }

    @Override
    public Statistic statistic(IntFunction<Answer> answers) {
        List<DetectionImage> againstSelf = new ArrayList<>();
        List<DetectionImage> againstTruth = new ArrayList<>();
        double[] kl = new double[results.pictures().size()];
        for (int picture = 0; picture < kl.length; picture++) {
            Answer.Objects answer = (Answer.Objects) answers.apply(picture);
            kl[picture] = answer.kl();
            againstSelf.add(new DetectionImage(answer.boxes(), own(picture)));
            results.pictures()
                    .get(picture)
                    .boxes()
                    .ifPresent(truths -> againstTruth.add(new DetectionImage(answer.boxes(), truths)));
        }
        MeanAveragePrecision self = MeanAveragePrecision.prepare(againstSelf);
        Statistic meanKl = Statistic.means(new double[][] {kl});
        if (!labelled()) {
            return indices -> new double[] {self.ap50(indices), meanKl.of(indices)[0]};
        }
        MeanAveragePrecision truth = MeanAveragePrecision.prepare(againstTruth);
        return indices -> {
            AveragePrecision precision = truth.ap(indices);
            return new double[] {precision.ap50(), precision.ap(), self.ap50(indices), meanKl.of(indices)[0]};
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
