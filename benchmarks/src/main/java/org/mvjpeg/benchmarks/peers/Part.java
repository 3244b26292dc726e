package org.mvjpeg.benchmarks.peers;

import java.util.List;

/** How much of the kernel a peer computes. */
public enum Part {
    /** Branch B alone: head, body with its skip, tail. */
    BRANCH(List.of("tail")),
    /** Both branches, gates from their cells on, low-pass, combination: all but colour conversion and the cells' sums. */
    NETWORK(List.of("luma", "chroma")),
    /** What the ranges of an integer network are measured on. */
    CALIBRATION(List.of("residual", "tail", "pixel", "lowpass"));

    private final List<String> outputs;

    Part(List<String> outputs) {
        this.outputs = outputs;
    }

    /** Names of the graph's outputs. */
    List<String> outputs() {
        return outputs;
    }
}
