package org.mvjpeg.training;

import org.mvjpeg.training.photos.Photo;

/** What makes the pictures that a post filter is to mend. Safe from many threads. */
interface FilterCodec extends AutoCloseable {
    /**
     * Codes and decodes a picture.
     *
     * @param photo of even sides of at least 16
     * @param qp HEVC's quantiser, 0 to 51, or what comes nearest to it
     */
    CodedPair code(Photo photo, int qp);

    /** What decides what it makes of a picture, beside the QP. */
    String settings();

    @Override
    void close();
}
