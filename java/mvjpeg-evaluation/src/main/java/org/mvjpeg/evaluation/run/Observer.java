package org.mvjpeg.evaluation.run;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mvjpeg.evaluation.metrics.KlDivergence;
import org.mvjpeg.evaluation.metrics.ScoreDivergence;
import org.mvjpeg.evaluation.networks.Classifier;
import org.mvjpeg.evaluation.networks.Detector;
import org.mvjpeg.evaluation.networks.VisionTask;

/** A loaded network that looks at the versions of one picture after the other. Not thread-safe. */
public abstract class Observer implements AutoCloseable {
    private Observer() {}

    /** Loads a network. @throws org.mvjpeg.evaluation.networks.NetworkException if it does not load or answer as described */
    public static Observer load(NamedNetwork network) {
        return network.task() == VisionTask.CLASSIFICATION
                ? new OfClasses(Classifier.load(network.description()))
                : new OfObjects(Detector.load(network.description()));
    }

    /** Looks at the uncompressed picture; later answers are compared with this one. */
    public abstract Answer original(BufferedImage picture);

    /** Looks at a version of the picture last given to {@link #original}. */
    public abstract Answer coded(BufferedImage picture);

    @Override
    public abstract void close();

    private static final class OfClasses extends Observer {
        private final Classifier classifier;
        private float[] clean;

        OfClasses(Classifier classifier) {
            this.classifier = classifier;
        }

        @Override
        public Answer original(BufferedImage picture) {
            clean = classifier.logits(picture);
            return answer(clean);
        }

        @Override
        public Answer coded(BufferedImage picture) {
            return answer(classifier.logits(picture));
        }

        private Answer answer(float[] logits) {
            List<Integer> best = IntStream.range(0, logits.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]))
                    .limit(Answer.Classes.BEST)
                    .toList();
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit - logits[best.get(0)]);
            }
            return new Answer.Classes(new ArrayList<>(best), 1 / sum, KlDivergence.of(clean, logits));
        }

        @Override
        public void close() {
            classifier.close();
        }
    }

    private static final class OfObjects extends Observer {
        private final Detector detector;
        private float[] clean;

        OfObjects(Detector detector) {
            this.detector = detector;
        }

        @Override
        public Answer original(BufferedImage picture) {
            Detector.Output output = detector.run(picture);
            clean = output.scores();
            return answer(output);
        }

        @Override
        public Answer coded(BufferedImage picture) {
            return answer(detector.run(picture));
        }

        private Answer answer(Detector.Output output) {
            return new Answer.Objects(output.boxes(), ScoreDivergence.of(clean, output.scores()));
        }

        @Override
        public void close() {
            detector.close();
        }
    }
}
