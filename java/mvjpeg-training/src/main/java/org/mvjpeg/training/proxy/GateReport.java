package org.mvjpeg.training.proxy;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How close a proxy comes to the codec, by QP. */
public record GateReport(List<Row> rows) {
    /** The most by which the quality may differ, dB. */
    public static final double MAX_PSNR_DIFFERENCE = 1;

    /** The most by which the ratio of task losses may differ from 1. */
    public static final double MAX_TASK_DIFFERENCE = 0.15;

    public static final double MIN_RANK_CORRELATION = 0.97;

    /** The least share of pictures where a change moves the bits in the right direction. */
    public static final double MIN_SIGN_SHARE = 0.95;

    /**
     * The least ratio of the proxy's slope to the codec's. At half the task's slope and the right one of the rate, training pays for a byte
     * with twice the loss that it thinks; task weights that repaired anything were at most 1.6.
     */
    public static final double MIN_SLOPE_RATIO = 0.5;

    /** The most likewise. */
    public static final double MAX_SLOPE_RATIO = 2;

    public GateReport {
        rows = List.copyOf(rows);
    }

    /**
     * One QP.
     *
     * @param proxyPsnr of luma, dB, mean of the pictures
     * @param codecPsnr likewise
     * @param taskRatios mean task loss through the proxy by that through the codec
     * @param rankCorrelation of the bits of the pictures
     * @param bitsRatio all bits of the proxy by those of the codec
     * @param signShares of pictures on which a change moves the bits of both in the same direction, of those where it moves the
     *     codec's by at least {@link ProxyGate#SMALLEST_CHANGE}; NaN where it moves none so far
     * @param slopes of rate and tasks, by direction; their ratios must be in {@link #MIN_SLOPE_RATIO}..{@link #MAX_SLOPE_RATIO} for
     *     some slope within the codec's error
     */
    public record Row(
            int qp,
            double proxyPsnr,
            double codecPsnr,
            Map<String, Double> taskRatios,
            double rankCorrelation,
            double bitsRatio,
            Map<Perturbation, Double> signShares,
            Map<Perturbation, Slopes> slopes) {
        /** Whether all limits are kept. */
        public boolean passes() {
            return Math.abs(proxyPsnr - codecPsnr) <= MAX_PSNR_DIFFERENCE
                    && taskRatios.values().stream().allMatch(ratio -> Math.abs(ratio - 1) <= MAX_TASK_DIFFERENCE)
                    && rankCorrelation >= MIN_RANK_CORRELATION
                    && signShares.values().stream().noneMatch(share -> share < MIN_SIGN_SHARE)
                    && slopes.values().stream().allMatch(Row::follow);
        }

        private static boolean follow(Slopes slopes) {
            return follows(slopes.rate()) && slopes.tasks().values().stream().allMatch(Row::follows);
        }

        private static boolean follows(Slope slope) {
            return slope.within(MIN_SLOPE_RATIO, MAX_SLOPE_RATIO);
        }
    }

    /** Whether all limits are kept at all QPs. */
    public boolean passes() {
        return rows.stream().allMatch(Row::passes);
    }

    /** The table. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "QP %2d  PSNR %.2f (codec %.2f) dB  bits x%.3f, rank correlation %.3f",
                    row.qp,
                    row.proxyPsnr,
                    row.codecPsnr,
                    row.bitsRatio,
                    row.rankCorrelation));
            row.taskRatios.forEach(
                    (name, ratio) -> table.append(String.format(Locale.ROOT, "  %s x%.2f", name, ratio)));
            row.signShares.forEach((change, share) -> table.append(
                    String.format(Locale.ROOT, "  %s %.0f %%", change.name().toLowerCase(Locale.ROOT), 100 * share)));
            table.append(row.passes() ? "  passes" : "  fails").append('\n');
            row.slopes.forEach((direction, slopes) -> table.append("       slopes along ")
                    .append(direction.name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(slopes)
                    .append('\n'));
        }
        return table.toString();
    }
}
