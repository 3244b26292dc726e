package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Tensor;

/** What a vision network loses by coding, for example the Kullback-Leibler divergence of its output; 0 for none. */
@FunctionalInterface
public interface TaskLoss {
    /** @return of each picture, shape [N]; gradients flow to the decoded pictures */
    Tensor loss(PlaneTensors original, PlaneTensors decoded);
}
