package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.mvjpeg.evaluation.run.Answer;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Results;

/** A classifier, with labels or without. */
record ClassifierSubject(Results results, NamedNetwork network) implements NetworkSubject {
    @Override
    public List<Measure> measures() {
        return labelled()
                ? List.of(Measure.TOP1, Measure.TOP5, Measure.AGREEMENT, Measure.KL)
                : List.of(Measure.AGREEMENT, Measure.KL);
    }

    private boolean labelled() {
        return results.pictures().get(0).label().isPresent();
    }

    @Override
    public Statistic statistic(IntFunction<Answer> answers) {
        int pictures = results.pictures().size();
        double[] top1 = new double[pictures];
        double[] top5 = new double[pictures];
        double[] agreement = new double[pictures];
        double[] kl = new double[pictures];
        for (int picture = 0; picture < pictures; picture++) {
            Answer.Classes answer = (Answer.Classes) answers.apply(picture);
            Answer.Classes clean = (Answer.Classes) results.original(picture, network);
            Optional<Integer> label = results.pictures().get(picture).label();
            top1[picture] = label.filter(answer.best().get(0)::equals).isPresent() ? 1 : 0;
            top5[picture] = label.filter(answer.best()::contains).isPresent() ? 1 : 0;
            agreement[picture] = answer.best().get(0).equals(clean.best().get(0)) ? 1 : 0;
            kl[picture] = answer.kl();
        }
        List<double[]> values = new ArrayList<>(labelled() ? List.of(top1, top5) : List.of());
        values.add(agreement);
        values.add(kl);
        return Statistic.means(values.toArray(double[][]::new));
    }
}
