package org.mvjpeg.training.proxy;

import org.mvjpeg.codec.I420;

/** What a vision network loses by coding, for example the Kullback-Leibler divergence of its output; 0 for none. */
@FunctionalInterface
public interface TaskLoss {
    double loss(I420 original, I420 decoded);
}
