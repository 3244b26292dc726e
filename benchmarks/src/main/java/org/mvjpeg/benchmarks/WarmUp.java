package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Small pictures after which the virtual machine has compiled what a server would have compiled. */
final class WarmUp {
    private static final int PICTURES = 1500;
    private static final int SIDE = 64;

    private WarmUp() {}

    /** Writes a picture somewhere. */
    interface Writer {
        void write(BufferedImage picture) throws IOException;
    }

    /** Writes them. */
    static void of(Writer writer) throws IOException {
        BufferedImage small = PhotoLike.of(SIDE, SIDE);
        for (int k = 0; k < PICTURES; k++) {
            writer.write(small);
        }
    }
}
