package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;

class PlaneCodecTest {
    private static EncoderOptions options(int qp) {
        return EncoderOptions.builder()
                .qp(qp)
                .profile(Profile.OFF)
                .device(Device.CPU)
                .build();
    }

    private static I420 random(int width, int height, long seed) {
        Random random = new Random(seed);
        byte[][] planes = new byte[3][];
        for (int p = 0; p < 3; p++) {
            planes[p] = new byte[p == 0 ? width * height : width * height / 4];
            // Smooth enough that a fine quantiser keeps it, and different in each plane.
            int value = 128;
            for (int i = 0; i < planes[p].length; i++) {
                value = Math.max(0, Math.min(255, value + random.nextInt(7) - 3));
                planes[p][i] = (byte) value;
            }
        }
        return new I420(width, height, planes[0], planes[1], planes[2]);
    }

    private static double psnr(byte[] a, byte[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += Math.pow((a[i] & 0xFF) - (b[i] & 0xFF), 2);
        }
        return 10 * Math.log10(255 * 255 / Math.max(1e-9, squares / a.length));
    }

    /** Gray converts to planes exactly, so the file must be the one that the whole pipeline writes. */
    @ParameterizedTest
    @CsvSource({"16,16,10", "70,38,27", "130,66,45"})
    void grayPlanesMakeTheFileOfTheGrayPicture(int width, int height, int qp) throws Exception {
        Random random = new Random(qp);
        byte[] y = new byte[width * height];
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < y.length; i++) {
            int value = (i % width + i / width + random.nextInt(40)) & 0xFF;
            y[i] = (byte) value;
            image.setRGB(i % width, i / width, value * 0x010101);
        }
        byte[] neutral = new byte[width * height / 4];
        Arrays.fill(neutral, (byte) 128);

        try (PlaneCodec codec = new PlaneCodec();
                MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            CodedPlanes coded = codec.code(new I420(width, height, y, neutral, neutral), options(qp));

            byte[] file = encoder.encode(Pixels.of(image), options(qp)).heif();
            assertThat(coded.heif()).isEqualTo(file);
            HeifFile parsed = HeifFile.read(file, HeifLimits.DEFAULT);
            assertThat(coded.pictureBytes())
                    .isEqualTo(parsed.picture(parsed.primary()).sample().length);
            BufferedImage shown = decoder.decode(file);
            for (int i = 0; i < y.length; i++) {
                int luma = coded.decoded().y()[i] & 0xFF;
                assertThat(shown.getRGB(i % width, i / width) & 0xFFFFFF).isEqualTo(luma * 0x010101);
            }
        }
    }

    @Test
    void eachPlaneComesBackAsItself() {
        I420 planes = random(50, 34, 1);
        try (PlaneCodec codec = new PlaneCodec()) {
            I420 decoded = codec.code(planes, options(4)).decoded();
            assertThat(psnr(planes.y(), decoded.y())).isGreaterThan(50);
            assertThat(psnr(planes.u(), decoded.u())).isGreaterThan(50);
            assertThat(psnr(planes.v(), decoded.v())).isGreaterThan(50);
        }
    }

    @Test
    void aCoarserQuantiserTakesFewerBytesAndIsWorse() {
        I420 planes = random(96, 64, 2);
        try (PlaneCodec codec = new PlaneCodec()) {
            CodedPlanes fine = codec.code(planes, options(22));
            CodedPlanes coarse = codec.code(planes, options(37));
            assertThat(coarse.pictureBytes()).isLessThan(fine.pictureBytes() / 2);
            assertThat(psnr(planes.y(), coarse.decoded().y()))
                    .isLessThan(psnr(planes.y(), fine.decoded().y()));
        }
    }

    @Test
    void theSameContextGivesTheSameForTheSamePlanes() {
        try (PlaneCodec codec = new PlaneCodec()) {
            byte[] first = codec.code(random(64, 64, 3), options(30)).heif();
            codec.code(random(64, 64, 4), options(30));
            assertThat(codec.code(random(64, 64, 3), options(30)).heif()).isEqualTo(first);
        }
    }

    @Test
    void planesThatAreNoPictureAreRefused() {
        byte[] luma = new byte[18 * 16];
        byte[] chroma = new byte[18 * 4];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new I420(17, 16, luma, chroma, chroma))
                .withMessageContaining("17x16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new I420(14, 16, luma, chroma, chroma))
                .withMessageContaining("14x16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new I420(18, 18, luma, chroma, chroma))
                .withMessageContaining("the Y plane has 288 samples; its size makes 324");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new I420(18, 16, luma, chroma, new byte[71]))
                .withMessageContaining("Cr");
        assertThatIllegalArgumentException().isThrownBy(() -> new I420(1 << 20, 1 << 20, luma, chroma, chroma));
    }

    @Test
    void aClosedCodecCodesNothing() {
        PlaneCodec codec = new PlaneCodec();
        codec.close();
        assertThatIllegalStateException().isThrownBy(() -> codec.code(random(16, 16, 5), options(30)));
    }
}
