package org.mvjpeg.sets;

/** Told how rate control goes on; from many threads. */
public interface SetListener {
    /** Hears nothing. */
    SetListener NONE = new SetListener() {
        @Override
        public void expected(int encodes) {}

        @Override
        public void measured(boolean kept) {}

        @Override
        public void skipped(SkippedPicture picture) {}
    };

    /**
     * What is still to come, as far as that can be told.
     *
     * @param encodes about how many
     */
    void expected(int encodes);

    /**
     * An encode is done.
     *
     * @param kept whether it was known already from an earlier run
     */
    void measured(boolean kept);

    /** A picture is left out. */
    void skipped(SkippedPicture picture);
}
