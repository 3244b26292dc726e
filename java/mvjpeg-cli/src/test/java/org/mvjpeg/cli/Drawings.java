package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Files for tests. */
final class Drawings {
    private Drawings() {}

    /** Writes a drawn landscape in the format of the suffix. */
    static Path landscape(Path file, int width, int height) {
        return write(file, DrawnPicture.landscape(width, height));
    }

    /** Writes a ramp of gray from black to white, 16 bits per sample. */
    static Path deepRamp(Path file, int width, int height) {
        BufferedImage ramp = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                ramp.getRaster().setSample(x, y, 0, x * 65_535 / (width - 1));
            }
        }
        return write(file, ramp);
    }

    static Path write(Path file, BufferedImage image) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!ImageIO.write(image, Suffixes.of(file), file.toFile())) {
                throw new IllegalArgumentException("no writer for " + file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths of all files below a folder, hidden ones too, sorted. */
    static List<String> filesIn(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
