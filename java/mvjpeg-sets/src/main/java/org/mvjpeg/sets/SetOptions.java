package org.mvjpeg.sets;

import java.util.Objects;
import org.mvjpeg.codec.EncoderOptions;

/**
 * What a set is asked for.
 *
 * @param bitsPerPixel the most bits of all files together for each pixel of all pictures together, above 0 and finite
 * @param encoder how pictures are coded; quantiser and target mean nothing here
 * @param measure whose mean over the pictures is to be large
 * @param jobs pictures measured at once, 1 to 256; results do not depend on it
 */
public record SetOptions(double bitsPerPixel, EncoderOptions encoder, QualityMeasure measure, int jobs) {
    /** The most jobs. */
    public static final int MAX_JOBS = 256;

    /** @throws IllegalArgumentException naming the value and the limit */
    public SetOptions {
        if (!(bitsPerPixel > 0 && bitsPerPixel <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(bitsPerPixel + " bits per pixel is not above 0 and finite");
        }
        Objects.requireNonNull(encoder, "encoder");
        Objects.requireNonNull(measure, "measure");
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw new IllegalArgumentException("jobs " + jobs + " is outside 1.." + MAX_JOBS);
        }
    }

    /** Bytes that so many pixels may take together. */
    long budget(long pixels) {
        return (long) Math.floor(bitsPerPixel * pixels / Byte.SIZE);
    }

    /** Options for a picture that is to have this QP, in place of quantiser and target. */
    public EncoderOptions at(double qp) {
        return encoder.toBuilder().qp(qp).build();
    }
}
