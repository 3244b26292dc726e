package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that run in JPEG mode, which leaves ImageIO as it was. */
abstract class InJpegMode {
    static JpegModeOn mode;

    /** Larger than what counts as small, with texture for the network to work on. */
    final BufferedImage picture = Pictures.textured(480, 360, BufferedImage.TYPE_3BYTE_BGR);

    @BeforeAll
    static void switchOn() {
        mode = new JpegModeOn();
    }

    @AfterAll
    static void switchOff() {
        mode.close();
        assertThat(JpegModeOn.first("jpeg")).isSameAs(mode.before());
    }
}
