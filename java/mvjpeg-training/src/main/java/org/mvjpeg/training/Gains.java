package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.training.loss.AnchorCurve;

/**
 * What a network changes against the anchor, picture by picture: the difference of ln(bytes) plus the calibrated difference of the task,
 * mean of the judges. Below 0 the network wins.
 */
final class Gains {
    private final List<Integer> qps;
    private final double[][] gains;

    private Gains(List<Integer> qps, double[][] gains) {
        this.qps = qps;
        this.gains = gains;
    }

    /** @param anchor measured at all QPs of the test, of the same pictures @param curves of the judges */
    static Gains of(Measurement anchor, Measurement test, List<AnchorCurve> curves) {
        double[][] gains = new double[test.qps().size()][test.photos()];
        for (int q = 0; q < gains.length; q++) {
            int qp = test.qps().get(q);
            int at = anchor.qps().indexOf(qp);
            for (int judge = 0; judge < test.judges(); judge++) {
                AnchorCurve curve = curves.get(judge);
                for (int i = 0; i < test.pictures(); i++) {
                    double rate = Math.log(test.bytes()[judge][q][i] / anchor.bytes()[judge][at][i]);
                    double task = curve.task(test.distances()[judge][q][i], qp)
                            - curve.task(anchor.distances()[judge][at][i], qp);
                    gains[q][i / test.crops()] += (rate + task / curve.slope(qp)) / (test.judges() * test.crops());
                }
            }
        }
        return new Gains(test.qps(), gains);
    }

    List<Integer> qps() {
        return qps;
    }

    /** By photograph, at the QP of an index. */
    double[] at(int index) {
        return gains[index].clone();
    }

    /** Mean at each QP. */
    List<Double> means() {
        List<Double> means = new ArrayList<>();
        for (double[] gain : gains) {
            means.add(Measurement.mean(gain));
        }
        return means;
    }

    /** Mean of all QPs: by this the best network is chosen. */
    double mean() {
        return means().stream().mapToDouble(mean -> mean).average().orElseThrow();
    }
}
