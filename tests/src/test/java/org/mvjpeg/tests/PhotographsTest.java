package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Photographs where there are some; {@link DropInWriteTest} covers the same with drawn pictures. */
class PhotographsTest {
    private static final int COUNT = 4;

    @Test
    void photographsShrinkAndStayRecognisable() throws IOException {
        for (Path file : TestData.files("kodak", ".png").stream().limit(COUNT).toList()) {
            BufferedImage photo = ImageIO.read(file.toFile());
            byte[] heic = Pictures.encode(photo);
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(photo, "jpeg", jpeg);
            assertThat(heic.length).as("%s", file).isBetween(5_000, jpeg.size());
            assertThat(Pictures.psnr(photo, Pictures.decode(heic)))
                    .as("%s", file)
                    .isGreaterThan(26);
        }
    }
}
