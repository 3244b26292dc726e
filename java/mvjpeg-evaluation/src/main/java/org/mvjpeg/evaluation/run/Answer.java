package org.mvjpeg.evaluation.run;

import java.util.List;
import org.mvjpeg.evaluation.metrics.Detection;
import org.mvjpeg.evaluation.metrics.ScoreDivergence;

/** What a network said of a picture, as far as figures need it. */
public sealed interface Answer {
    /** Divergence from the answer to the uncompressed picture, nats. */
    double kl();

    /**
     * A classifier's answer.
     *
     * @param best its best classes, best first, at most {@value #BEST}
     * @param probability of the best one, 0 to 1
     * @param kl divergence from its answer to the uncompressed picture, nats
     */
    record Classes(List<Integer> best, double probability, double kl) implements Answer {
        /** How many classes are kept. */
        public static final int BEST = 5;

        /** Copies the list. */
        public Classes {
            best = List.copyOf(best);
        }
    }

    /**
     * A detector's answer.
     *
     * @param boxes in pixels, best first
     * @param kl divergence of all its scores from those for the uncompressed picture, nats, see {@link ScoreDivergence}
     */
    record Objects(List<Detection> boxes, double kl) implements Answer {
        /** Copies the list. */
        public Objects {
            boxes = List.copyOf(boxes);
        }
    }
}
