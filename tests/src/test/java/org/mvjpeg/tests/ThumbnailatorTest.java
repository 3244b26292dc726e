package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;

/** Thumbnailator, which takes the file's extension for the format's name. */
class ThumbnailatorTest {
    @TempDir
    Path folder;

    private final BufferedImage photo = Pictures.draw(640, 480, BufferedImage.TYPE_INT_RGB);

    @Test
    void theExtensionChoosesTheFormat() throws IOException {
        File file = folder.resolve("small.heic").toFile();
        Thumbnails.of(photo).size(160, 120).toFile(file);

        assertThumbnail(ImageIO.read(file));
    }

    @Test
    void theFormatIsChosenByName() throws IOException {
        Thumbnails.of(photo)
                .size(160, 120)
                .outputFormat("mvjpeg")
                .toFile(folder.resolve("small.mvjpeg").toFile());
        assertThumbnail(ImageIO.read(folder.resolve("small.mvjpeg").toFile()));

        // It adds the extension where the name has another.
        Thumbnails.of(photo)
                .size(160, 120)
                .outputFormat("mvjpeg")
                .toFile(folder.resolve("other").toFile());
        assertThat(folder.resolve("other.mvjpeg")).exists();
    }

    @Test
    void qualityArrivesAtTheEncoder() throws IOException {
        assertThat(qp(write(0.6))).isEqualTo(28); // round(51 - 38 * 0.6)
        assertThat(write(0.2).length).isLessThan(write(0.9).length);
    }

    @Test
    void heicFilesAreSources() throws IOException {
        File source = folder.resolve("source.heic").toFile();
        assertThat(ImageIO.write(photo, "heic", source)).isTrue();
        File target = folder.resolve("target.png").toFile();
        Thumbnails.of(source).size(160, 120).toFile(target);
        assertThumbnail(ImageIO.read(target));

        Thumbnails.of(source).size(160, 120).toFile(folder.resolve("same.heic").toFile());
        assertThat(Files.readAllBytes(folder.resolve("same.heic"))).contains("heic".getBytes());
    }

    private byte[] write(double quality) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thumbnails.of(photo)
                .size(160, 120)
                .outputFormat("mvjpeg")
                .outputQuality(quality)
                .toOutputStream(out);
        assertThumbnail(ImageIO.read(new ByteArrayInputStream(out.toByteArray())));
        return out.toByteArray();
    }

    private void assertThumbnail(BufferedImage thumbnail) throws IOException {
        BufferedImage expected = Thumbnails.of(photo).size(160, 120).asBufferedImage();
        assertThat(Pictures.psnr(expected, thumbnail)).isGreaterThan(25);
    }

    private static int qp(byte[] file) throws IOException {
        HeifFile heif = HeifFile.read(file, HeifLimits.DEFAULT);
        return heif.picture(heif.primary()).qp();
    }
}
