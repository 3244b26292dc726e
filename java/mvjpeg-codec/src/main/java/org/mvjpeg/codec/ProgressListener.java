package org.mvjpeg.codec;

/** Follows the coding of one picture; called on the coding thread, which holds a picture's memory: it must not code another. */
@FunctionalInterface
public interface ProgressListener {
    /** Ignores progress and never cancels. */
    ProgressListener NONE = fraction -> true;

    /**
     * Reports progress.
     *
     * @param fraction the share of the work done, 0 to 1, never falling
     * @return {@code false} to cancel: the call in progress then throws {@link java.util.concurrent.CancellationException}
     */
    boolean onProgress(float fraction);

    /**
     * Reports progress of a thumbnail; they are coded before the picture.
     *
     * @param index of the thumbnail, from 0
     * @param fraction the share of the work done, 0 at its start, 1 at its end
     * @return {@code false} to cancel
     */
    default boolean onThumbnailProgress(int index, float fraction) {
        return true;
    }
}
