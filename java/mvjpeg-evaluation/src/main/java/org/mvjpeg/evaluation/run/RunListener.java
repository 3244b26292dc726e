package org.mvjpeg.evaluation.run;

/** Told how a run goes on; from many threads. */
public interface RunListener {
    /** Hears nothing. */
    RunListener NONE = new RunListener() {
        @Override
        public void codings(int count, boolean kept) {}

        @Override
        public void skipped(Skipped picture) {}
    };

    /**
     * Codings are done.
     *
     * @param count how many, of all pictures by all arms at all points
     * @param kept whether they were known already from an earlier run
     */
    void codings(int count, boolean kept);

    /** A picture is left out. */
    void skipped(Skipped picture);
}
