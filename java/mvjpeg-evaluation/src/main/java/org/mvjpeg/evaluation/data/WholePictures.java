package org.mvjpeg.evaluation.data;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Reads pictures that are there to their end: of JPEG files that are cut the JDK's reader only warns, and fills the rest with gray. */
public final class WholePictures {
    /** libjpeg's words for samples that the file does not have; a missing end marker alone loses nothing, and is not meant. */
    private static final String PREMATURE = "premature end of data segment";

    private WholePictures() {}

    /**
     * Reads the first picture of a reader's input.
     *
     * @param param {@code null} for the reader's own
     * @throws EOFException if samples are missing
     * @throws IOException as of the reader; readers answer broken files with runtime exceptions, too
     */
    public static BufferedImage read(ImageReader reader, ImageReadParam param) throws IOException {
        boolean[] cut = new boolean[1];
        IIOReadWarningListener listener = (source, warning) -> cut[0] |= warning.contains(PREMATURE);
        reader.addIIOReadWarningListener(listener);
        try {
            BufferedImage image = reader.read(0, param);
            if (cut[0]) {
                throw new EOFException("the file ends before its picture does");
            }
            return image;
        } finally {
            reader.removeIIOReadWarningListener(listener);
        }
    }
}
