package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelTransferTest {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 11;

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_USHORT_565_RGB
            })
    void coloursLandAtTheTarget(int type) {
        BufferedImage source = picture(BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage destination = new BufferedImage(20, 20, type);
        new PixelTransfer(null, null).copy(source, destination, 5, 6);

        BufferedImage expected = new BufferedImage(20, 20, type);
        expected.setRGB(5, 6, WIDTH, HEIGHT, rgb(source), 0, WIDTH);
        assertThat(rgb(destination)).isEqualTo(rgb(expected));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void alphaIsCarriedOver(int type) {
        BufferedImage source = picture(BufferedImage.TYPE_4BYTE_ABGR);
        BufferedImage destination = new BufferedImage(WIDTH, HEIGHT, type);
        new PixelTransfer(null, null).copy(source, destination, 0, 0);
        BufferedImage expected = new BufferedImage(WIDTH, HEIGHT, type);
        expected.setRGB(0, 0, WIDTH, HEIGHT, rgb(source), 0, WIDTH);
        assertThat(rgb(destination)).isEqualTo(rgb(expected));
    }

    @Test
    void bandsAreCopiedAsSamples() {
        BufferedImage source = picture(BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage gray = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        new PixelTransfer(new int[] {1}, null).copy(source, gray, 0, 0);
        assertThat(gray.getRaster().getSample(4, 5, 0)).isEqualTo(source.getRGB(4, 5) >> 8 & 0xff);

        BufferedImage swapped = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        new PixelTransfer(new int[] {0, 2}, new int[] {2, 0}).copy(source, swapped, 0, 0);
        int rgb = source.getRGB(7, 2);
        assertThat(swapped.getRGB(7, 2)).isEqualTo(0xff000000 | (rgb & 0xff) << 16 | rgb >> 16 & 0xff);
    }

    @Test
    void bandsOfPackedShortsAreRefused() {
        BufferedImage destination = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_565_RGB);
        PixelTransfer transfer = new PixelTransfer(new int[] {0}, new int[] {0});
        assertThatThrownBy(() -> transfer.requirePossible(
                        picture(BufferedImage.TYPE_3BYTE_BGR).getSampleModel(), destination.getSampleModel()))
                .isInstanceOf(IIOException.class)
                .hasMessageContaining("Destination bands");
    }

    private static BufferedImage picture(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, (x * 19) << 24 | (x * 17) << 16 | (y * 23) << 8 | (x * y));
            }
        }
        return image;
    }

    private static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
