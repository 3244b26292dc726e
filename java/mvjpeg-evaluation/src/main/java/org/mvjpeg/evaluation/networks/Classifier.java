package org.mvjpeg.evaluation.networks;

import java.awt.image.BufferedImage;
import java.util.List;

/** A network that scores the classes of whole pictures. Not thread-safe. */
public final class Classifier implements AutoCloseable {
    /** Below any probability that a network tells apart; keeps the logarithm finite. */
    private static final float TINIEST_PROBABILITY = 1e-30f;

    private final VisionNetwork network;
    private final Preprocessing preprocessing;

    private Classifier(VisionNetwork network) {
        this.network = network;
        this.preprocessing = new Preprocessing(network.description());
    }

    /**
     * Loads a network and runs it once, so that one that does not answer as described fails before the first picture.
     *
     * @throws IllegalArgumentException if it is not described as a classifier
     * @throws NetworkException if it cannot be loaded or run, or has not one output of as many values as there are classes
     */
    public static Classifier load(NetworkDescription description) {
        if (description.task() != VisionTask.CLASSIFICATION) {
            throw new IllegalArgumentException(description.file() + " is described as a detector");
        }
        VisionNetwork network = VisionNetwork.load(description);
        try {
            Classifier classifier = new Classifier(network);
            classifier.run(new float[3 * description.width() * description.height()]);
            return classifier;
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
     * The unnormalised scores of all classes; of networks that answer probabilities, their natural logarithms.
     *
     * @throws NetworkException if the network fails or answers anything but finite numbers
     */
    public float[] logits(BufferedImage picture) {
        float[] logits = run(preprocessing.apply(picture).nchw());
        if (network.description().output() == OutputLayout.PROBABILITIES) {
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) Math.log(Math.max(logits[i], TINIEST_PROBABILITY));
            }
        }
        return logits;
    }

    private float[] run(float[] nchw) {
        List<Tensor> outputs = network.run(nchw);
        int classes = network.description().classes();
        if (outputs.size() != 1 || outputs.get(0).values().length != classes) {
            throw new NetworkException(network.description().file() + ": the output shape is " + Shapes.of(outputs)
                    + ", but " + classes + " classes make [1, " + classes + "]");
        }
        return outputs.get(0).values();
    }

    /** Frees the network. */
    @Override
    public void close() {
        network.close();
    }
}
