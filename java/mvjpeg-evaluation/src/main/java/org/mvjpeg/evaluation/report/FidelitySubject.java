package org.mvjpeg.evaluation.report;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.run.Coding;
import org.mvjpeg.evaluation.run.Results;

/** Likeness to the uncompressed picture. */
record FidelitySubject(Results results) implements Subject {
    static final String NAME = "fidelity";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Measure> measures() {
        return List.of(Measure.PSNR, Measure.MS_SSIM);
    }

    @Override
    public Statistic coded(Arm arm, int point) {
        return Statistic.means(new double[][] {values(arm, point, Coding::psnr), values(arm, point, Coding::msSsim)});
    }

    private double[] values(Arm arm, int point, ToDoubleFunction<Coding> value) {
        return IntStream.range(0, results.pictures().size())
                .mapToDouble(picture -> value.applyAsDouble(results.coding(picture, arm, point)))
                .toArray();
    }

    @Override
    public Optional<Statistic> original() {
        return Optional.empty();
    }
}
