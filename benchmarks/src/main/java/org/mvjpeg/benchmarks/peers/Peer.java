package org.mvjpeg.benchmarks.peers;

/** A runtime with a network loaded and its input set. */
public interface Peer extends AutoCloseable {
    /** Computes the outputs once, on one thread. */
    void run();

    /** An output of the last {@link #run}, row-major. */
    float[] output(String name);

    @Override
    void close();
}
