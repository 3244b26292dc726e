package org.mvjpeg.evaluation.networks;

/** What a network answers. */
public enum VisionTask {
    /** One score per class for the whole picture. */
    CLASSIFICATION,
    /** Boxes, each with a class and a score. */
    DETECTION
}
