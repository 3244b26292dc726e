package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    @Test
    void cropsTheCentreOfAPictureThatIsThereAlready() {
        BufferedImage picture = picture(10, 6, (x, y) -> rgb(10 * x, 10 * y, x + y));
        NetworkInput input = apply(picture, 4, 4, new ResizeRule.Crop(6, 0));
        // Columns 3 to 6, rows 1 to 4.
        assertThat(input.nchw()[0]).isEqualTo(30);
        assertThat(input.nchw()[3]).isEqualTo(60);
        assertThat(input.nchw()[16]).isEqualTo(10);
        assertThat(input.nchw()[16 + 15]).isEqualTo(40);
        assertThat(input.nchw()[32 + 15]).isEqualTo(10);
    }

    @Test
    void averagesAreasWhenTheShortSideShrinks() {
        BufferedImage picture = picture(8, 4, (x, y) -> rgb(10 * x, 20 * y, 7));
        NetworkInput input = apply(picture, 2, 2, new ResizeRule.Crop(2, 0));
        // 4x2 after halving, its columns 1 and 2: means of columns 2, 3 and 4, 5, and of rows 0, 1 and 2, 3.
        assertThat(input.nchw()).containsExactly(25, 45, 25, 45, 10, 10, 50, 50, 7, 7, 7, 7);
    }

    @Test
    void takesSmallSquaresWhole() {
        BufferedImage square = picture(8, 8, (x, y) -> rgb(10 * x, 0, 0));
        assertThat(apply(square, 4, 4, new ResizeRule.Crop(6, 8)).nchw()).startsWith(5, 25, 45, 65);
        float[] cropped = apply(square, 4, 4, new ResizeRule.Crop(8, 7)).nchw();
        assertThat(cropped).startsWith(20, 30, 40, 50);
    }

    @Test
    void enlargesBicubically() {
        BufferedImage step = picture(8, 8, (x, y) -> x < 4 ? rgb(50, 50, 50) : rgb(150, 150, 150));
        float[] row = apply(step, 16, 16, new ResizeRule.Stretch()).nchw();
        // The bicubic kernel overshoots on both sides of a step; areas and lines do not.
        assertThat(row[5]).isLessThan(50);
        assertThat(row[10]).isGreaterThan(150);
    }

    @Test
    void letterboxesAtTheTopLeft() {
        BufferedImage picture = picture(8, 4, (x, y) -> rgb(200, 100, 50));
        NetworkInput input = apply(picture, 4, 4, new ResizeRule.Letterbox(114));
        assertThat(input.nchw())
                .startsWith(200, 200, 200, 200, 200, 200, 200, 200, 114, 114, 114, 114, 114, 114, 114, 114, 100);
        assertThat(input.scaleX()).isEqualTo(0.5);
        assertThat(input.scaleY()).isEqualTo(0.5);
    }

    @Test
    void letterboxesTallPicturesBesideTheGround() {
        BufferedImage picture = picture(3, 8, (x, y) -> rgb(200, 100, 50));
        NetworkInput input = apply(picture, 4, 4, new ResizeRule.Letterbox(9));
        assertThat(input.nchw()).startsWith(200, 9, 9, 9, 200, 9, 9, 9);
    }

    @Test
    void stretchesEachSideByItself() {
        BufferedImage picture = picture(8, 2, (x, y) -> rgb(10 * x, 100 * y, 0));
        NetworkInput input = apply(picture, 4, 2, new ResizeRule.Stretch());
        assertThat(input.nchw()).startsWith(5, 25, 45, 65, 5, 25, 45, 65, 0, 0, 0, 0, 100, 100, 100, 100);
        assertThat(input.scaleX()).isEqualTo(0.5);
        assertThat(input.scaleY()).isEqualTo(1);
    }

    @Test
    void normalisesEachPlane() {
        BufferedImage picture = picture(2, 2, (x, y) -> rgb(200, 100, 50));
        float[] values = new Preprocessing(description(
                        2,
                        2,
                        new ResizeRule.Stretch(),
                        new Normalisation(ChannelOrder.BGR, List.of(40f, 90f, 100f), List.of(0.1f, 1f, 2f))))
                .apply(picture)
                .nchw();
        assertThat(values[0]).isCloseTo(1, within(1e-6f));
        assertThat(values[4]).isEqualTo(10);
        assertThat(values[8]).isEqualTo(200);
    }

    @Test
    void takesGreySamplesAsTheyAre() {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage grey = new BufferedImage(2, 1, type);
            int unit = type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 256;
            grey.getRaster().setSample(0, 0, 0, 60 * unit);
            grey.getRaster().setSample(1, 0, 0, 250 * unit);
            assertThat(apply(grey, 2, 1, new ResizeRule.Stretch()).nchw()).containsExactly(60, 250, 60, 250, 60, 250);
        }
    }

    @Test
    void readsPartsOfPicturesAndIgnoresAlpha() {
        BufferedImage whole = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
        whole.setRGB(2, 1, 0x00112233);
        BufferedImage part = whole.getSubimage(2, 1, 1, 1);
        assertThat(apply(part, 1, 1, new ResizeRule.Stretch()).nchw()).containsExactly(0x11, 0x22, 0x33);
        BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(3, 2, 0, 77);
        assertThat(apply(grey.getSubimage(3, 2, 1, 1), 1, 1, new ResizeRule.Stretch())
                        .nchw())
                .containsExactly(77, 77, 77);
    }

    private static NetworkInput apply(BufferedImage picture, int width, int height, ResizeRule rule) {
        return new Preprocessing(description(width, height, rule, Normalisation.of(ChannelOrder.RGB, 0, 1)))
                .apply(picture);
    }

    private static NetworkDescription description(int width, int height, ResizeRule rule, Normalisation normalisation) {
        boolean classifier = rule instanceof ResizeRule.Crop;
        return new NetworkDescription(
                Path.of("any.cfg"),
                Optional.of(Path.of("any.weights")),
                width,
                height,
                normalisation,
                rule,
                classifier ? OutputLayout.LOGITS : OutputLayout.DARKNET,
                1,
                classifier ? Optional.empty() : Optional.of(new Suppression(0.5f, 0.5f)));
    }

    private static BufferedImage picture(int width, int height, IntBinaryOperator pixel) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, pixel.applyAsInt(x, y));
            }
        }
        return picture;
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }
}
