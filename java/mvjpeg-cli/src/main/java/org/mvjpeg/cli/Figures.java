package org.mvjpeg.cli;

import java.util.Locale;

/** How figures are written. */
final class Figures {
    private Figures() {}

    /** A quantiser: without decimals where it is whole. */
    static String qp(double qp) {
        return qp == Math.rint(qp) ? Long.toString((long) qp) : String.format(Locale.ROOT, "%.2f", qp);
    }
}
