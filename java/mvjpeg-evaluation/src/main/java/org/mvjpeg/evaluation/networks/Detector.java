package org.mvjpeg.evaluation.networks;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.evaluation.metrics.Detection;
import org.mvjpeg.evaluation.metrics.MeanAveragePrecision;

/** A network that finds objects. Not thread-safe. */
public final class Detector implements AutoCloseable {
    private final VisionNetwork network;
    private final Preprocessing preprocessing;
    private final BoxDecoder decoder;
    private final Suppression suppression;

    /**
     * What a detector says of a picture.
     *
     * @param boxes the objects found, best first, in pixels of the picture and cut off at its edges; none is empty, and no class has
     *     more than {@value MeanAveragePrecision#MAX_DETECTIONS}
     * @param scores 0..1, of all candidate positions and classes that boxes were chosen from, in an order that is the same for all
     *     pictures; not copied
     */
    public record Output(List<Detection> boxes, float[] scores) {}

    private Detector(VisionNetwork network, BoxDecoder decoder) {
        this.network = network;
        this.preprocessing = new Preprocessing(network.description());
        this.decoder = decoder;
        this.suppression = network.description().suppression().orElseThrow();
    }

    /**
     * Loads a network and runs it once, so that one that does not answer as described fails before the first picture.
     *
     * @throws IllegalArgumentException if it is not described as a detector
     * @throws NetworkException if it cannot be loaded or run, or its output is not of the shape of its layout
     */
    public static Detector load(NetworkDescription description) {
        BoxDecoder decoder = BoxDecoder.of(description);
        VisionNetwork network = VisionNetwork.load(description);
        try {
            Detector detector = new Detector(network, decoder);
            detector.candidates(new float[3 * description.width() * description.height()]);
            return detector;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** What the network was loaded by. */
    public NetworkDescription description() {
        return network.description();
    }

    /**
     * Looks at a picture.
     *
     * @throws NetworkException if the network fails, or answers anything but finite numbers and scores in 0..1
     */
    public Output run(BufferedImage picture) {
        NetworkInput input = preprocessing.apply(picture);
        Candidates candidates = candidates(input.nchw());
        List<Detection> boxes = new ArrayList<>();
        List<Detection> chosen =
                NonMaximumSuppression.apply(candidates.reaching(suppression.scoreMin()), suppression.nmsIou());
        for (Detection box : chosen) {
            Detection inPicture = new Detection(
                    box.classId(),
                    box.score(),
                    within(box.x1() / input.scaleX(), picture.getWidth()),
                    within(box.y1() / input.scaleY(), picture.getHeight()),
                    within(box.x2() / input.scaleX(), picture.getWidth()),
                    within(box.y2() / input.scaleY(), picture.getHeight()));
            if (inPicture.x1() < inPicture.x2() && inPicture.y1() < inPicture.y2()) {
                boxes.add(inPicture);
            }
        }
        return new Output(boxes, candidates.scores());
    }

    private Candidates candidates(float[] nchw) {
        try {
            return decoder.decode(network.run(nchw));
        } catch (IllegalArgumentException e) {
            throw new NetworkException(network.description().file() + ": " + e.getMessage(), e);
        }
    }

    private static double within(double position, int size) {
        return Math.min(Math.max(position, 0), size);
    }

    /** Frees the network. */
    @Override
    public void close() {
        network.close();
    }
}
