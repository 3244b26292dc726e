package org.mvjpeg.evaluation.clic;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.run.Workers;

/** Looks for the best quality of the JPEG writer, one for all pictures, whose files together stay within a budget. */
final class JpegSearch {
    /** Steps to a percent: the writer scales its tables by any factor. */
    private static final int STEPS = 8;

    private static final int WORST = STEPS;
    private static final int BEST = 100 * STEPS;

    private final Arm arm;
    private final List<PictureOfSet> pictures;
    private final ArmCoder coder;
    private final int threads;

    JpegSearch(Arm arm, List<PictureOfSet> pictures, ArmCoder coder, int threads) {
        this.arm = arm;
        this.pictures = pictures;
        this.coder = coder;
        this.threads = threads;
    }

    /**
     * A quality.
     *
     * @param percent 1 to 100
     * @param bytes of all files
     */
    record Found(double percent, long bytes) {}

    /** The best quality within the budget; the worst where even that exceeds it. */
    Found within(long budget) throws IOException, InterruptedException {
        Found worst = at(WORST);
        if (worst.bytes() > budget) {
            return worst;
        }
        Found best = worst;
        int low = WORST;
        int high = BEST + 1;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            Found tried = at(middle);
            if (tried.bytes() <= budget) {
                low = middle;
                best = tried;
            } else {
                high = middle;
            }
        }
        return best;
    }

    private Found at(int steps) throws IOException, InterruptedException {
        double percent = (double) steps / STEPS;
        List<Integer> sizes = Workers.map(
                pictures, threads, picture -> coder.encode(arm, picture.read().image(), percent, List::of)
                        .bytes()
                        .length);
        return new Found(percent, sizes.stream().mapToLong(Integer::longValue).sum());
    }

    /** What is to be known where the budget is out of reach. */
    static Optional<String> note(Found found, long budget) {
        return found.bytes() <= budget
                ? Optional.empty()
                : Optional.of("exceeds the budget: even quality 1 takes " + found.bytes() + " of " + budget + " bytes");
    }
}
