package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other writers, where there are some: what both read looks alike, and what we refuse is refused properly. */
class ForeignFilesTest {
    /** Bytes from which on a file holds many pictures, which libheif's tool writes all. */
    private static final long LARGE = 150_000;

    /** The files of the Nokia set with one picture that libheif's tool converts. */
    private static final int FEWEST = 5;

    @TempDir
    Path folder;

    @Test
    void conformanceFilesLookAsLibheifShowsThem() throws Exception {
        List<Path> files = TestData.files("heif_conformance", ".heic");
        ExternalTool convert = ExternalTool.find("libheif-examples", "heif-dec", "heif-convert");
        int compared = 0;
        for (Path file : files) {
            BufferedImage ours = read(file);
            Path png = folder.resolve(file.getFileName() + ".png");
            boolean theirs = Files.size(file) < LARGE
                    && Children.run(List.of(convert.path().toString(), file.toString(), png.toString()))
                                    .status()
                            == 0;
            if (ours != null && theirs && Files.exists(png)) {
                BufferedImage expected = ImageIO.read(png.toFile());
                assertThat(Pictures.psnr(ours, expected))
                        .as("%s", file.getFileName())
                        .isGreaterThan(35);
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(FEWEST);
    }

    /** @return null where the file is refused */
    private static BufferedImage read(Path file) throws IOException {
        try {
            return ImageIO.read(file.toFile());
        } catch (IIOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return null;
        }
    }
}
