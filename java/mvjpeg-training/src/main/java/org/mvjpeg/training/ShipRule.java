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

    /** The QPs to leave alone: those that do not ship, those with such a neighbour among the measured, and those outside the measured. */
    static Set<Integer> identityAt(List<Verdict> verdicts) {
        Set<Integer> identity = new TreeSet<>();
        for (int qp = 0; qp <= EncoderOptions.MAX_QP; qp++) {
            if (!ships(verdicts, qp)) {
                identity.add(qp);
            }
        }
        return identity;
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
