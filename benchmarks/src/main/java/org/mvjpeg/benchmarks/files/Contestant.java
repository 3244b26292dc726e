package org.mvjpeg.benchmarks.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One way from a JPEG file to a smaller file.
 *
 * @param name for the table
 * @param pictures that a turn codes
 * @param turn codes them
 * @param output a file that a turn writes
 */
record Contestant(String name, int pictures, Turn turn, Path output) {
    /** Codes all pictures of a turn. */
    interface Turn {
        Spent take() throws IOException, InterruptedException;
    }
}
