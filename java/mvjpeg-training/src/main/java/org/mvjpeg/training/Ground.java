package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.mvjpeg.training.loss.AnchorCurve;

/**
 * What is measured before the first step: the validation photographs without a network.
 *
 * @param anchor the figures
 * @param curves of the judges through them
 */
record Ground(Measurement anchor, List<AnchorCurve> curves) {
    /** @param anchor measured without a network */
    static Ground of(Measurement anchor, List<String> judges, Consumer<String> out) {
        List<Integer> qps = anchor.qps();
        List<AnchorCurve> curves = new ArrayList<>();
        for (int judge = 0; judge < anchor.judges(); judge++) {
            AnchorCurve curve = new AnchorCurve(qps, anchor.bytes()[judge], anchor.distances()[judge]);
            curves.add(curve);
            out.accept("anchor for " + judges.get(judge) + ": without a network");
            for (int q = 0; q < qps.size(); q++) {
                int qp = qps.get(q);
                out.accept(String.format(
                        Locale.ROOT,
                        "  QP %d  %.0f bytes  D %.4f  slope %.3f",
                        qp,
                        Measurement.mean(anchor.bytes()[judge][q]),
                        curve.meanDistance(qp),
                        curve.slope(qp)));
            }
        }
        return new Ground(anchor, curves);
    }
}
