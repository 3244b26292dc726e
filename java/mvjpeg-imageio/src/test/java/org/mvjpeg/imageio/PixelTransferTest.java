package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
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
    void regionAndSubsamplingLandAtTheTarget(int type) throws IIOException {
        BufferedImage source = picture(BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage destination = new BufferedImage(20, 20, type);
        Rectangle region = new Rectangle(2, 3, 10, 7);
        new PixelTransfer(region, 3, 2, new Rectangle(5, 6, 4, 4), null, null).copy(source, destination);

        BufferedImage expected = new BufferedImage(20, 20, type);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                expected.setRGB(5 + x, 6 + y, source.getRGB(2 + 3 * x, 3 + 2 * y));
            }
        }
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
    void alphaIsCarriedOver(int type) throws IIOException {
        BufferedImage source = picture(BufferedImage.TYPE_4BYTE_ABGR);
        BufferedImage destination = new BufferedImage(WIDTH, HEIGHT, type);
        whole().copy(source, destination);
        BufferedImage expected = new BufferedImage(WIDTH, HEIGHT, type);
        expected.setRGB(0, 0, WIDTH, HEIGHT, rgb(source), 0, WIDTH);
        assertThat(rgb(destination)).isEqualTo(rgb(expected));
    }

    @Test
    void bandsAreCopiedAsSamples() throws IIOException {
        BufferedImage source = picture(BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage gray = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Rectangle all = new Rectangle(WIDTH, HEIGHT);
        new PixelTransfer(all, 1, 1, all, new int[] {1}, null).copy(source, gray);
        assertThat(gray.getRaster().getSample(4, 5, 0)).isEqualTo(source.getRGB(4, 5) >> 8 & 0xff);

        BufferedImage swapped = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        new PixelTransfer(all, 1, 1, all, new int[] {0, 2}, new int[] {2, 0}).copy(source, swapped);
        int rgb = source.getRGB(7, 2);
        assertThat(swapped.getRGB(7, 2)).isEqualTo(0xff000000 | (rgb & 0xff) << 16 | rgb >> 16 & 0xff);
    }

    @Test
    void bandsOfPackedShortsAreRefused() {
        BufferedImage destination = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_565_RGB);
        Rectangle all = new Rectangle(WIDTH, HEIGHT);
        PixelTransfer transfer = new PixelTransfer(all, 1, 1, all, new int[] {0}, new int[] {0});
        assertThatThrownBy(() -> transfer.copy(picture(BufferedImage.TYPE_3BYTE_BGR), destination))
                .isInstanceOf(IIOException.class)
                .hasMessageContaining("Destination bands");
    }

    private static PixelTransfer whole() {
        Rectangle all = new Rectangle(WIDTH, HEIGHT);
        return new PixelTransfer(all, 1, 1, all, null, null);
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
