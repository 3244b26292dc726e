package org.mvjpeg.sets;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.mvjpeg.codec.PictureMetadata;

/** A picture of a set. It is read whenever it is measured, so that a set may be larger than memory; from many threads. */
public interface SetPicture {
    /** What reports call it. */
    String name();

    /** A name of its content, pixels and metadata: what was measured under it holds again. @throws IOException if it cannot be read */
    String key() throws IOException;

    /** Reads it. @throws IOException if it cannot be read */
    Content read() throws IOException;

    /**
     * A picture in memory.
     *
     * @param image its pixels, as they are coded
     * @param metadata what its file tells beside them
     */
    record Content(BufferedImage image, PictureMetadata metadata) {}
}
