package org.mvjpeg.evaluation.run;

import java.awt.image.BufferedImage;
import org.mvjpeg.evaluation.networks.VisionNetwork;
import org.mvjpeg.sets.QualityMeasure;

/**
 * What a picture is worth to a vision network: the negated divergence of its answer from that to the uncompressed picture, nats.
 *
 * @param network which one; a classifier or a detector
 */
public record NetworkDivergence(NamedNetwork network) implements QualityMeasure {
    @Override
    public String key() {
        return "machine " + network.key();
    }

    @Override
    public String label() {
        return "KL divergence of " + network.name();
    }

    @Override
    public String unit() {
        return "nats";
    }

    @Override
    public double shown(double quality) {
        return -quality;
    }

    /** @throws org.mvjpeg.evaluation.networks.NetworkException if the network does not load or answer as described */
    @Override
    public Judge open() {
        VisionNetwork.setNumThreads(1);
        Observer observer = Observer.load(network);
        return new Judge() {
            @Override
            public void original(BufferedImage picture) {
                observer.original(picture);
            }

            @Override
            public double quality(BufferedImage picture) {
                return -observer.coded(picture).kl();
            }

            @Override
            public void close() {
                observer.close();
            }
        };
    }
}
