package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;

/** Ships the network at the QPs where it is sure to win, and leaves pictures as they are at the others. */
final class ShipRule {
    private static final int REPLICATES = 2000;

    private ShipRule() {}

    /**
     * A QP's gain.
     *
     * @param interval of the mean gain, 95 %
     */
    record Verdict(int qp, BootstrapInterval interval) {
        boolean ships() {
            return interval.high() < 0;
        }
    }

    /** Judges each measured QP by a bootstrap over the photographs. */
    static List<Verdict> verdicts(Gains gains, long seed) {
        PairedBootstrap bootstrap = new PairedBootstrap(REPLICATES, seed);
        List<Verdict> verdicts = new ArrayList<>();
        for (int q = 0; q < gains.qps().size(); q++) {
            double[] values = gains.at(q);
            verdicts.add(new Verdict(gains.qps().get(q), bootstrap.interval(values.length, chosen -> {
                double sum = 0;
                for (int index : chosen) {
                    sum += values[index];
                }
                return sum / chosen.length;
            })));
        }
        return verdicts;
    }

    /** The QPs that ship: measured ones that do, and those between two such neighbours. */
    static Set<Integer> shipping(List<Verdict> verdicts) {
        Set<Integer> shipping = new TreeSet<>();
        for (int qp = 0; qp <= EncoderOptions.MAX_QP; qp++) {
            if (ships(verdicts, qp)) {
                shipping.add(qp);
            }
        }
        return shipping;
    }

    private static boolean ships(List<Verdict> verdicts, int qp) {
        Verdict below = null;
        Verdict above = null;
        for (Verdict verdict : verdicts) {
            if (verdict.qp <= qp) {
                below = verdict;
            }
            if (verdict.qp >= qp && above == null) {
                above = verdict;
            }
        }
        return below != null && above != null && below.ships() && above.ships();
    }
}
