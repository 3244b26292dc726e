package org.mvjpeg.training.photos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.mvjpeg.evaluation.data.WholePictures;

/** Reads photographs through ImageIO. */
final class PhotoReader {
    /** More would not fit beside the networks; checked before memory is taken. */
    static final long MAX_PIXELS = 100_000_000;

    private PhotoReader() {}

    /** @throws IOException saying why the file is no photograph; the message does not name the file */
    static Photo read(Path file) throws IOException {
        if (Files.size(file) == 0) {
            throw new IOException("the file is empty");
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("not a picture that ImageIO reads here");
            }
            return read(readers.next(), in);
        }
    }

    private static Photo read(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MAX_PIXELS) {
                throw new IOException(width + "x" + height + " pixels are more than the limit of " + MAX_PIXELS);
            }
            return Photo.of(WholePictures.read(reader, null));
        } catch (RuntimeException e) {
            // Readers answer broken files with any kind of exception.
            throw new IOException("broken or not supported: " + e, e);
        } finally {
            reader.dispose();
        }
    }
}
