package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.codec.EncodedPicture;

class SideBySideTest {
    private static Arm arm(String name, int bytes, BufferedImage original, BufferedImage decoded) {
        EncodedPicture encoded = new EncodedPicture(
                new byte[bytes],
                decoded.getWidth(),
                decoded.getHeight(),
                32,
                32,
                bytes,
                1,
                Duration.ZERO,
                Duration.ZERO);
        return new Arm(name, encoded, decoded, Psnr.between(original, decoded));
    }

    private static BufferedImage withPatch(BufferedImage picture, int x, int y, int side) {
        BufferedImage copy = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        graphics.setColor(Color.MAGENTA);
        graphics.fillRect(x, y, side, side);
        graphics.dispose();
        return copy;
    }

    @Test
    void theWindowLiesWhereTheArmsDiffer() {
        BufferedImage picture = DrawnPicture.landscape(400, 300);
        BufferedImage patched = withPatch(picture, 310, 40, 12);
        Rectangle window = LargestDifference.find(picture, picture, patched, 90, 60);
        assertThat(window.getSize()).isEqualTo(new Dimension(90, 60));
        assertThat(window.contains(310, 40, 12, 12)).isTrue();
    }

    @Test
    void equalArmsShowWhereTheyDifferFromTheOriginal() {
        BufferedImage picture = DrawnPicture.landscape(400, 300);
        BufferedImage patched = withPatch(picture, 100, 200, 12);
        assertThat(LargestDifference.find(picture, patched, patched, 90, 60).contains(100, 200, 12, 12))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 700", "700, 1", "3, 5", "361, 5", "400, 300", "2500, 1999"})
    void everyWindowLiesInsideThePicture(int width, int height) {
        BufferedImage picture = DrawnPicture.flat(width, height, 128);
        BufferedImage other = DrawnPicture.flat(width, height, 129);
        Rectangle window = LargestDifference.find(picture, picture, other, 90, 60);
        assertThat(new Rectangle(width, height).contains(window)).isTrue();
        BufferedImage painting =
                SideBySide.paint(picture, arm("a", 100, picture, other), arm("b", 90, picture, picture));
        assertThat(painting.getWidth()).isBetween(3 * 360, 3 * 1000 + 4 * 16);
        assertThat(painting.getHeight()).isBetween(100, 2000);
    }

    @Test
    void allThreePicturesAreInIt() {
        BufferedImage red = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = red.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 400, 300);
        graphics.dispose();
        BufferedImage gray = DrawnPicture.flat(400, 300, 90);
        BufferedImage white = DrawnPicture.flat(400, 300, 255);
        BufferedImage painting = SideBySide.paint(red, arm("a", 100, red, gray), arm("b", 90, red, white));
        assertThat(painting.getWidth()).isEqualTo(3 * 400 + 4 * 16);
        int y = 330;
        assertThat(painting.getRGB(16 + 200, y)).isEqualTo(Color.RED.getRGB());
        assertThat(painting.getRGB(16 + 416 + 200, y)).isEqualTo(new Color(90, 90, 90).getRGB());
        assertThat(painting.getRGB(16 + 832 + 200, y)).isEqualTo(Color.WHITE.getRGB());
    }
}
