package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PsnrTest {
    @Test
    void equalPicturesAreExact() {
        BufferedImage picture = DrawnPicture.landscape(33, 21);
        Psnr psnr = Psnr.between(picture, DrawnPicture.landscape(33, 21));
        assertThat(psnr.luma()).isInfinite();
        assertThat(Psnr.format(psnr.rgb())).isEqualTo("exact");
    }

    @Test
    void oneGrayLevelIsTheTextbookFigure() {
        Psnr psnr = Psnr.between(DrawnPicture.flat(8, 8, 100), DrawnPicture.flat(8, 8, 101));
        assertThat(psnr.luma()).isCloseTo(48.1308, within(1e-4));
        assertThat(psnr.rgb()).isCloseTo(48.1308, within(1e-4));
    }

    @Test
    void lumaWeighsTheChannels() {
        BufferedImage a = DrawnPicture.flat(1, 1, 100);
        BufferedImage b = DrawnPicture.flat(1, 1, 100);
        b.setRGB(0, 0, 0xFF64646E);
        Psnr psnr = Psnr.between(a, b);
        assertThat(psnr.luma()).isCloseTo(20 * Math.log10(255 / 1.14), within(1e-9));
        assertThat(psnr.rgb()).isCloseTo(10 * Math.log10(255.0 * 255.0 * 3 / 100), within(1e-9));
    }

    @Test
    void differentSizesAreRefused() {
        assertThatThrownBy(() -> Psnr.between(DrawnPicture.flat(8, 8, 0), DrawnPicture.flat(8, 9, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8x8")
                .hasMessageContaining("8x9");
    }
}
