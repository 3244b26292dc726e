package org.mvjpeg.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetSizeTest {
    private static final MvjpegEncoder ENCODER = new MvjpegEncoder();

    @AfterAll
    static void close() {
        ENCODER.close();
    }

    @AfterEach
    void clear() {
        System.clearProperty("mvjpeg.targetBytes");
        System.clearProperty("mvjpeg.targetBpp");
    }

    private static BufferedImage text(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, side, side);
        g.setColor(Color.BLACK);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Random random = new Random(5);
        // Strokes of the size of letters; fonts differ between machines.
        for (int y = 4; y + 10 < side; y += 14) {
            for (int x = 4; x < side * 4 / 5; x += 8) {
                g.drawLine(x + random.nextInt(6), y, x + random.nextInt(6), y + 9);
                g.drawLine(x, y + random.nextInt(9), x + 5, y + random.nextInt(9));
            }
        }
        g.dispose();
        return image;
    }

    private static BufferedImage noise(int side, double sigma) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int value = (int) Math.max(0, Math.min(255, 128 + sigma * random.nextGaussian()));
                image.setRGB(x, y, 0x10101 * value);
            }
        }
        return image;
    }

    private static BufferedImage gradients(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int red = (int) (127 + 120 * Math.sin(9.0 * x / side + 4.0 * y / side));
                int green = (int) (127 + 120 * Math.sin(7.0 * x * y / side / side));
                image.setRGB(x, y, red << 16 | green << 8 | 255 * y / side);
            }
        }
        return image;
    }

    private static Map<String, BufferedImage> drawn() {
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        for (int side : new int[] {64, 240, 1024}) {
            pictures.put("text " + side, text(side));
            pictures.put("gradients " + side, gradients(side));
            pictures.put("scene " + side, Drawings.scene(side, side, BufferedImage.TYPE_INT_RGB));
            pictures.put("noise " + side, noise(side, 20));
        }
        return pictures;
    }

    /**
     * What four encodes do not bring within 3 %: with four cells a step is a quarter of a QP, and the bytes of the large strokes fall by a
     * quarter a QP up to QP 45 and by little from there.
     */
    private static final List<String> TOO_COARSE = List.of("noise 64 at 1.0", "text 1024 at 0.25");

    /** Never more than the target, within 3 % of it but for what is named above, and in four encodes. */
    @Test
    void drawnPicturesMeetTheirTargets() {
        List<String> missed = new ArrayList<>();
        int[] encodes = new int[SizeSearch.MOST_ENCODES + 1];
        int reached = 0;
        for (Map.Entry<String, BufferedImage> picture : drawn().entrySet()) {
            Pixels pixels = Pixels.of(picture.getValue());
            for (double bpp : new double[] {0.05, 0.25, 1, 2}) {
                EncoderOptions options = EncoderOptions.builder()
                        .speed(Speed.FAST)
                        .targetBitsPerPixel(bpp)
                        .build();
                EncodedPicture coded;
                try {
                    coded = ENCODER.encode(pixels, options);
                } catch (TargetSizeException e) {
                    assertThat(e.smallest().qp()).isEqualTo(EncoderOptions.MAX_QP);
                    continue;
                }
                long target = options.targetBytes(pixels.width(), pixels.height());
                assertThat((long) coded.heif().length)
                        .as("%s %s", picture.getKey(), bpp)
                        .isLessThanOrEqualTo(target);
                if (options.shortfall(coded).isPresent()) {
                    continue;
                }
                reached++;
                encodes[coded.encodes()]++;
                assertThat(coded.encodes())
                        .as("%s at %s", picture.getKey(), bpp)
                        .isLessThanOrEqualTo(SizeSearch.ENCODES);
                double under = 1 - (double) coded.heif().length / target;
                assertThat(under).as("%s at %s", picture.getKey(), bpp).isLessThanOrEqualTo(1 - SizeSearch.POOREST);
                if (under > SizeSearch.TOLERANCE) {
                    missed.add(picture.getKey() + " at " + bpp);
                }
            }
        }
        System.getLogger("org.mvjpeg.codec")
                .log(
                        System.Logger.Level.INFO,
                        "targets {0}, by encodes {1}, missed {2}",
                        reached,
                        Arrays.toString(encodes),
                        missed);
        assertThat(reached).isGreaterThan(25);
        assertThat(missed).isSubsetOf(TOO_COARSE);
    }

    @Test
    void theWholeFileCountsAlphaAndProfileIncluded() {
        BufferedImage image = Drawings.scene(300, 200, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 300; x++) {
                image.setRGB(x, y, image.getRGB(x, y) & 0xFFFFFF | (55 + x * y / 300) << 24);
            }
        }
        EncodedPicture coded = ENCODER.encode(
                Pixels.of(image), EncoderOptions.builder().targetBytes(9000).build());
        assertThat(coded.heif().length).isBetween(8730, 9000);
        assertThat(coded.encodes()).isBetween(1, 4);
    }

    /** Bytes of so small a picture waver by a per cent or two from one fraction of a QP to the next; what is within 3 % is missed. */
    private static final List<Integer> MISSED_WITH_TEN_BITS = List.of(2000);

    @Test
    void tenBitsMeetTargets() {
        Pixels pixels = Pixels.of(Drawings.scene(320, 240, BufferedImage.TYPE_INT_RGB));
        List<Integer> missed = new ArrayList<>();
        for (int bytes = 2000; bytes <= 12_000; bytes += 250) {
            EncodedPicture coded = ENCODER.encode(
                    pixels,
                    EncoderOptions.builder().bitDepth(10).targetBytes(bytes).build());
            assertThat(coded.heif().length).isBetween(bytes * 93 / 100, bytes);
            assertThat(coded.encodes()).isBetween(1, SizeSearch.ENCODES);
            if (coded.heif().length < (1 - SizeSearch.TOLERANCE) * bytes) {
                missed.add(bytes);
            }
        }
        assertThat(missed).isSubsetOf(MISSED_WITH_TEN_BITS);
    }

    @Test
    void metadataCountsToo() {
        byte[] xmp = ("<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + " ".repeat(3000) + "</x:xmpmeta>").getBytes(UTF_8);
        EncodedPicture coded = ENCODER.encode(
                Pixels.of(Drawings.scene(320, 240, BufferedImage.TYPE_INT_RGB)),
                EncoderOptions.builder().targetBytes(8000).build(),
                PictureMetadata.builder().xmp(xmp).build(),
                ProgressListener.NONE);
        assertThat(coded.heif().length).isBetween(7760, 8000);
        assertThat(coded.pictureBytes()).isLessThan(5000);
    }

    @Test
    void gridsMeetTargets() {
        Pixels pixels = Pixels.of(Drawings.scene(700, 500, BufferedImage.TYPE_INT_RGB));
        EncoderOptions options =
                EncoderOptions.builder().tile(256).targetBytes(12_000).build();
        EncodedPicture coded = ENCODER.encode(pixels, options);
        assertThat(coded.heif().length).isBetween(11_640, 12_000);
        assertThat(ENCODER.encode(pixels, options.toBuilder().threads(2).build())
                        .heif())
                .isEqualTo(coded.heif());
    }

    @Test
    void theSameTargetGivesTheSameFileWhichItsQpGivesToo() {
        Pixels pixels = Pixels.of(Drawings.scene(320, 240, BufferedImage.TYPE_INT_RGB));
        EncoderOptions options = EncoderOptions.builder().targetBytes(5000).build();
        EncodedPicture coded = ENCODER.encode(pixels, options);
        assertThat(coded.heif().length).isBetween(4850, 5000);
        try (MvjpegEncoder fresh = new MvjpegEncoder()) {
            assertThat(fresh.encode(pixels, options).heif()).isEqualTo(coded.heif());
            EncoderOptions direct = options.toBuilder().qp(coded.fractionalQp()).build();
            assertThat(direct.targetBytes()).isEmpty();
            assertThat(fresh.encode(pixels, direct).heif()).isEqualTo(coded.heif());
        }
    }

    @Test
    void whatCannotBeReachedIsAnErrorWithTheSmallestFile() {
        Pixels pixels = Pixels.of(noise(64, 40));
        EncoderOptions options = EncoderOptions.builder().targetBytes(100).build();
        assertThatThrownBy(() -> ENCODER.encode(pixels, options))
                .isInstanceOfSatisfying(TargetSizeException.class, e -> {
                    assertThat(e.targetBytes()).isEqualTo(100);
                    assertThat(e).hasMessageContaining("100 bytes").hasMessageContaining("64x64");
                    assertThat(e).hasMessageContaining(e.smallest().heif().length + " bytes");
                    assertThat(e.smallest().qp()).isEqualTo(EncoderOptions.MAX_QP);
                });
    }

    @Test
    void whatEvenTheFinestQpDoesNotFillIsTheFinestQp() {
        Pixels pixels = Pixels.of(Drawings.flat(200, 100, 0x406080));
        EncoderOptions options = EncoderOptions.builder().targetBytes(1 << 20).build();
        EncodedPicture coded = ENCODER.encode(pixels, options);
        assertThat(coded.fractionalQp()).isZero();
        assertThat(coded.encodes()).isEqualTo(1);
        assertThat(options.shortfall(coded).orElseThrow())
                .contains(coded.heif().length + " of the target of 1048576 bytes");
    }

    @Test
    void progressRisesToOneAndCancels() {
        Pixels pixels = Pixels.of(Drawings.scene(320, 240, BufferedImage.TYPE_INT_RGB));
        EncoderOptions options = EncoderOptions.builder().targetBytes(5000).build();
        List<Float> seen = new ArrayList<>();
        ENCODER.encode(pixels, options, seen::add);
        assertThat(seen).isSorted().startsWith(0f).endsWith(1f);
        assertThatThrownBy(() -> ENCODER.encode(pixels, options, fraction -> fraction < 0.4))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void theLastWayToAskForARateCounts() {
        System.setProperty("mvjpeg.targetBpp", "0.5");
        assertThat(EncoderOptions.builder().build().targetBitsPerPixel()).hasValue(0.5);
        assertThat(EncoderOptions.builder().qp(30).build().targetBitsPerPixel()).isEmpty();
        System.setProperty("mvjpeg.targetBytes", "4000");
        EncoderOptions bytes = EncoderOptions.builder().build();
        assertThat(bytes.targetBytes()).hasValue(4000);
        assertThat(bytes.targetBitsPerPixel()).isEmpty();
        assertThat(bytes.toBuilder().build()).isEqualTo(bytes).hasToString(bytes.toString());
        assertThat(bytes.toString()).startsWith("at most 4000 bytes");
        assertThat(bytes.toBuilder().quality(0.5f).build().targetBytes()).isEmpty();
    }

    @Test
    void whatIsNoTargetIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderOptions.builder().targetBytes(0))
                .withMessageContaining("0");
        for (double bpp : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncoderOptions.builder().targetBitsPerPixel(bpp))
                    .withMessageContaining(Double.toString(bpp));
        }
    }

    @Test
    void warmingUpLooksForNoTarget() {
        ENCODER.warmUp(EncoderOptions.builder().targetBytes(1).build());
    }
}
