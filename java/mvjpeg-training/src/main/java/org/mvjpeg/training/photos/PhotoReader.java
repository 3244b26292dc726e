package org.mvjpeg.training.photos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            return WholePictures.read(in, MAX_PIXELS, Photo::of);
        }
    }
}
