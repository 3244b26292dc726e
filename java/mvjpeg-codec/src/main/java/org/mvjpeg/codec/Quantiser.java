package org.mvjpeg.codec;

/**
 * An HEVC quantiser with a fraction: the slice has the nearest whole one, and a share of the picture's cells that is as large as the rest
 * has the next.
 *
 * @param steps the quantiser in steps of 1/64, 0 to 51 · 64
 */
record Quantiser(int steps) {
    /** Steps to a QP; one is some 0.2 % of the bytes. */
    static final int STEPS_PER_QP = 64;

    /** @throws IllegalArgumentException if the QP is outside 0..51 */
    static Quantiser of(double qp) {
        if (!(qp >= 0 && qp <= EncoderOptions.MAX_QP)) {
            throw new IllegalArgumentException("QP " + text(qp) + " is outside 0.." + EncoderOptions.MAX_QP);
        }
        return new Quantiser((int) Math.round(qp * STEPS_PER_QP));
    }

    private static String text(double qp) {
        return qp == (long) qp && Math.abs(qp) < 1e6 ? Long.toString((long) qp) : Double.toString(qp);
    }

    /** The slice's QP, the nearest; the coarser one where two are as near. */
    int slice() {
        return Math.floorDiv(steps + STEPS_PER_QP / 2, STEPS_PER_QP);
    }

    /** What is left to the slice's QP, in steps of 1/64, -32 to 31. */
    int offset() {
        return steps - STEPS_PER_QP * slice();
    }

    double qp() {
        return (double) steps / STEPS_PER_QP;
    }

    @Override
    public String toString() {
        return text(qp());
    }
}
