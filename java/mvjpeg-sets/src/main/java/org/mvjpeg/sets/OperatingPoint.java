package org.mvjpeg.sets;

/**
 * One way to code a picture: what it costs and what it is worth.
 *
 * @param qp HEVC quantiser, 0 to 51, with a fraction in steps of 1/64
 * @param bytes of the whole file, at least 1
 * @param quality any measure that grows as pictures get better, finite
 */
public record OperatingPoint(double qp, long bytes, double quality) {
    /** @throws IllegalArgumentException for fewer than 1 byte, or a QP or quality that is not finite */
    public OperatingPoint {
        if (!Double.isFinite(qp)) {
            throw new IllegalArgumentException("QP is " + qp + ", must be finite");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes is " + bytes + ", must be at least 1");
        }
        if (!Double.isFinite(quality)) {
            throw new IllegalArgumentException("quality is " + quality + ", must be finite");
        }
    }

    /** Quality gained for each further byte on the way to a point of more bytes. */
    double slopeTo(OperatingPoint dearer) {
        return (dearer.quality - quality) / (dearer.bytes - bytes);
    }
}
