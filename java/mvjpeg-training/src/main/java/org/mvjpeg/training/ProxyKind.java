package org.mvjpeg.training;

import java.util.Locale;

/** What stands for x265 where gradients are needed. */
public enum ProxyKind {
    /** HEVC's intra coding rebuilt from tensor operations; ready at once. */
    TRANSFORM,
    /** A small learned codec, fitted to x265 before the training. */
    HYPERPRIOR;

    /** As it is named on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
