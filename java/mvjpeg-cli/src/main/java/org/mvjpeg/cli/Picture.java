package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.util.List;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.imageio.MvjpegMetadata;

/**
 * A picture as read from a file.
 *
 * @param image its pixels, as stored
 * @param told what its file tells of them
 */
record Picture(BufferedImage image, MvjpegMetadata told) {
    /** What else there is to keep. */
    PictureMetadata metadata() {
        return told.toPictureMetadata();
    }

    /** What the file holds and no HEIC file of ours can, in words. */
    List<String> lost() {
        return told.unkept();
    }
}
