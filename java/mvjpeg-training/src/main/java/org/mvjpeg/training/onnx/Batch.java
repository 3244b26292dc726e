package org.mvjpeg.training.onnx;

/**
 * The first size of the network's input.
 *
 * @param declared by the file; -1 where it leaves it open
 * @param actual of this run
 */
record Batch(long declared, long actual) {
    /** Whether constants of the file that hold the batch size are wrong in this run. */
    boolean differs() {
        return declared > 0 && declared != actual;
    }
}
