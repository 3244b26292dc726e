package org.mvjpeg.benchmarks.files;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A temporary folder with JPEG files to read, and with what is written. */
final class Workplace implements AutoCloseable {
    private static final float QUALITY = 0.95F;

    private final Path folder;
    private final List<Path> inputs = new ArrayList<>();

    /** Writes a picture {@code copies} times. */
    Workplace(BufferedImage picture, int copies) throws IOException {
        folder = Files.createTempDirectory("mvjpeg-benchmark");
        for (int k = 0; k < copies; k++) {
            Path input = folder.resolve("picture" + k + ".jpg");
            writeJpeg(picture, QUALITY, input);
            inputs.add(input);
        }
    }

    /** The JPEG files, all of one picture. */
    List<Path> inputs() {
        return inputs;
    }

    /** A file to write. */
    Path output(String name) {
        return folder.resolve(name);
    }

    /** A folder to write to. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    static void writeJpeg(BufferedImage picture, float quality, Path file) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
