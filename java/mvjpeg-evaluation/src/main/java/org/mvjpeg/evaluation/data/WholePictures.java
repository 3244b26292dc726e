package org.mvjpeg.evaluation.data;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/** Reads pictures that are there to their end: of JPEG files that are cut the JDK's reader only warns, and fills the rest with gray. */
public final class WholePictures {
    /** libjpeg's words for samples that the file does not have; a missing end marker alone loses nothing, and is not meant. */
    private static final String PREMATURE = "premature end of data segment";

    private WholePictures() {}

    /**
     * Reads the first picture of a stream.
     *
     * @param as makes of it what is wanted
     * @throws IOException if ImageIO does not know the format, there are more pixels than that, or the file is broken; the message does not name
     *     the file
     */
    public static <T> T read(ImageInputStream in, long mostPixels, Function<BufferedImage, T> as) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IOException("not a picture that ImageIO reads here");
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > mostPixels) {
                throw new IOException(width + "x" + height + " pixels are more than the limit of " + mostPixels);
            }
            return as.apply(read(reader, null));
        } catch (RuntimeException e) {
            // Readers answer broken files with any kind of exception.
            throw new IOException("broken or not supported: " + e, e);
        } finally {
            reader.dispose();
        }
    }

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
