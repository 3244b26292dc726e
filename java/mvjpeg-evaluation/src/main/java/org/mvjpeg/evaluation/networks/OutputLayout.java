package org.mvjpeg.evaluation.networks;

/** How a network's output is to be read. */
public enum OutputLayout {
    /** One unnormalised score per class. */
    LOGITS(VisionTask.CLASSIFICATION),

    /** One probability per class, after softmax. */
    PROBABILITIES(VisionTask.CLASSIFICATION),

    /**
     * Undecoded YOLOX head: one row per cell of the grids of strides 8, 16 and 32, each of 4 box offsets, objectness and class
     * scores.
     */
    YOLOX(VisionTask.DETECTION),

    /**
     * Darknet region layers as OpenCV evaluates them: rows of centre x, centre y, width, height (each relative to the input, 0..1),
     * objectness, and class scores that have objectness multiplied in. OpenCV drops scores below the region layers' {@code thresh},
     * which is 0.2 where the {@code .cfg} does not say.
     */
    DARKNET(VisionTask.DETECTION);

    private final VisionTask task;

    OutputLayout(VisionTask task) {
        this.task = task;
    }

    /** The task that this layout answers. */
    public VisionTask task() {
        return task;
    }
}
