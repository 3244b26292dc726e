package org.mvjpeg.sets;

/** A picture on its way, with what is known of it. */
final class Candidate {
    private final SetPicture picture;
    private final MeasuredCurve curve = new MeasuredCurve();
    private long pixels;
    private int refinements;

    Candidate(SetPicture picture) {
        this.picture = picture;
    }

    SetPicture picture() {
        return picture;
    }

    MeasuredCurve curve() {
        return curve;
    }

    /** 0 until it has been measured. */
    long pixels() {
        return pixels;
    }

    void add(Measurement measurement) {
        curve.add(measurement.point());
        pixels = measurement.pixels();
    }

    /** How often it was measured where the common slope was expected to cut its curve. */
    int refinements() {
        return refinements;
    }

    void refine() {
        refinements++;
    }
}
