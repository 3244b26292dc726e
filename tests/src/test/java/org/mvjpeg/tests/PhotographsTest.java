package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.Speed;

/** Photographs where there are some; {@link DropInWriteTest} covers the same with drawn pictures. */
class PhotographsTest {
    private static final int COUNT = 4;

    /** Every photograph meets its targets, two of the four in turn, from below, within 3 % and in at most four encodes. */
    @Test
    void photographsMeetTargetSizes() throws IOException {
        double worst = 0;
        int most = 0;
        int met = 0;
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            for (Path file : TestData.files("kodak", ".png")) {
                Pixels photo = Pixels.of(ImageIO.read(file.toFile()));
                for (double bpp : met % 4 == 0 ? new double[] {0.1, 0.5} : new double[] {0.25, 1}) {
                    EncodedPicture coded = encoder.encode(
                            photo,
                            EncoderOptions.builder()
                                    .speed(Speed.FAST)
                                    .targetBitsPerPixel(bpp)
                                    .build());
                    assertThat(coded.bitsPerPixel()).as("%s", file).isBetween(0.97 * bpp - 1e-4, bpp);
                    worst = Math.max(worst, 1 - coded.bitsPerPixel() / bpp);
                    most = Math.max(most, coded.encodes());
                    met++;
                }
            }
        }
        System.getLogger("org.mvjpeg.tests")
                .log(
                        System.Logger.Level.INFO,
                        "{0} targets met, at most {1} encodes, worst {2} % below",
                        met,
                        most,
                        100 * worst);
        assertThat(most).isLessThanOrEqualTo(4);
    }

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
