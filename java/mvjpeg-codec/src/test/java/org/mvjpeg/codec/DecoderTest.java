package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;

class DecoderTest extends CodecTest {
    private static byte[] encode(BufferedImage image, int qp) {
        EncoderOptions options = EncoderOptions.builder()
                .qp(qp)
                .profile(Profile.OFF)
                .device(Device.CPU)
                .build();
        return encoder.encode(Pixels.of(image), options).heif();
    }

    private static HevcPicture coded(BufferedImage image, int qp) throws Exception {
        return primary(encode(image, qp));
    }

    @Test
    void cropRotationAndMirrorAreApplied() throws Exception {
        HevcPicture picture = coded(Drawings.scene(48, 32, BufferedImage.TYPE_INT_RGB), 20);
        BufferedImage plain = decoder.decode(HeifWriter.of(picture).toByteArray());

        BufferedImage shown = decoder.decode(
                HeifWriter.of(picture).size(47, 29).rotation(1).mirror(1).toByteArray());

        assertThat(shown.getWidth()).isEqualTo(29);
        assertThat(shown.getHeight()).isEqualTo(47);
        for (int y = 0; y < 47; y++) {
            for (int x = 0; x < 29; x++) {
                // A quarter anti-clockwise and then left-right: both axes count down, exchanged.
                assertThat(shown.getRGB(x, y)).isEqualTo(plain.getRGB(46 - y, 28 - x));
            }
        }
    }

    @Test
    void aGridIsPutTogetherAndCut() throws Exception {
        BufferedImage[] tiles = new BufferedImage[6];
        HeifBuilder builder = new HeifBuilder();
        builder.item(
                "grid",
                HeifBuilder.bytes((byte) 0, (byte) 0, (byte) 1, (byte) 2, (short) 90, (short) 50),
                HeifBuilder.ispe(90, 50),
                HeifBuilder.box("irot", (byte) 2));
        int[] ids = new int[6];
        for (int i = 0; i < 6; i++) {
            HevcPicture tile = coded(Drawings.noise(32, 32, BufferedImage.TYPE_INT_RGB, i), 30);
            tiles[i] = decoder.decode(HeifWriter.of(tile).toByteArray());
            ids[i] = builder.picture(tile);
        }
        builder.refer("dimg", 1, ids);

        BufferedImage shown = decoder.decode(builder.build());

        assertThat(shown.getWidth()).isEqualTo(90);
        assertThat(shown.getHeight()).isEqualTo(50);
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 90; x++) {
                assertThat(shown.getRGB(89 - x, 49 - y)).isEqualTo(tiles[y / 32 * 3 + x / 32].getRGB(x % 32, y % 32));
            }
        }
    }

    @Test
    void premultipliedColoursAreDivided() throws Exception {
        HevcPicture colour = coded(Drawings.flat(16, 16, 0x404040), 4);
        HevcPicture alpha = coded(Drawings.flat(16, 16, 0x808080), 4);

        BufferedImage shown =
                decoder.decode(HeifWriter.of(colour).alpha(alpha, true).toByteArray());
        BufferedImage straight =
                decoder.decode(HeifWriter.of(colour).alpha(alpha, false).toByteArray());

        assertThat(shown.getRGB(8, 8)).isEqualTo(0x80808080);
        assertThat(straight.getRGB(8, 8)).isEqualTo(0x80404040);
    }

    @Test
    void anAlphaPlaneOfAnotherSizeIsRefused() throws Exception {
        HeifBuilder builder = new HeifBuilder();
        builder.picture(coded(Drawings.flat(32, 32, 0), 30));
        builder.picture(coded(Drawings.flat(16, 32, 0), 30), HeifBuilder.alphaType());
        builder.refer("auxl", 2, 1);
        assertThatExceptionOfType(HeifException.class)
                .isThrownBy(() -> decoder.decode(builder.build()))
                .withMessageContaining("16x32");
    }

    @Test
    void nclxGoesBeforeTheVui() throws Exception {
        HevcPicture picture = coded(Drawings.flat(16, 16, 0x808080), 4);
        HeifBuilder limited = new HeifBuilder();
        limited.picture(picture, HeifBuilder.box("colr", "nclx", (short) 1, (short) 13, (short) 1, (byte) 0));
        assertThat(decoder.decode(limited.build()).getRGB(3, 3)).isEqualTo(0xFF828282);
        HeifBuilder unknown = new HeifBuilder();
        unknown.picture(picture, HeifBuilder.box("colr", "nclx", (short) 1, (short) 13, (short) 10, (byte) 0));
        assertThatExceptionOfType(HeifException.class)
                .isThrownBy(() -> decoder.decode(unknown.build()))
                .withMessageContaining("10");
    }

    @Test
    void aProfileThatJavaRefusesIsTakenForSrgb() throws Exception {
        HevcPicture picture = coded(Drawings.flat(16, 16, 0x336699), 4);
        byte[] broken = new byte[200];
        Arrays.fill(broken, (byte) 7);

        BufferedImage shown =
                decoder.decode(HeifWriter.of(picture).iccProfile(broken).toByteArray());

        assertThat(shown.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        assertThat(shown.getColorModel().getColorSpace().isCS_sRGB()).isTrue();
    }

    @Test
    void pixelsAreLimitedBeforeTheyAreDecoded() throws Exception {
        byte[] file = encode(Drawings.flat(64, 64, 0), 30);
        System.setProperty("mvjpeg.maxPixels", "4095");
        try (MvjpegDecoder small = new MvjpegDecoder()) {
            assertThatExceptionOfType(HeifException.class)
                    .isThrownBy(() -> small.decode(file))
                    .withMessageContaining("4095");
            System.setProperty("mvjpeg.maxPixels", "many");
            assertThatIllegalArgumentException()
                    .isThrownBy(MvjpegDecoder::new)
                    .withMessageContaining("mvjpeg.maxPixels=many");
        } finally {
            System.clearProperty("mvjpeg.maxPixels");
        }
    }

    @Test
    void aSliceThatWasCutOffIsAnErrorAndNoGrayPicture() throws Exception {
        byte[] stream =
                coded(Drawings.scene(256, 192, BufferedImage.TYPE_INT_RGB), 24).annexB();
        for (int percent = 10; percent <= 80; percent += 10) {
            byte[] cut = Arrays.copyOf(stream, 90 + (stream.length - 90) * percent / 100);
            byte[] file = HeifWriter.of(HevcPicture.ofAnnexB(new byte[0], cut)).toByteArray();
            assertThatExceptionOfType(CodecException.class).as("%d %%", percent).isThrownBy(() -> decoder.decode(file));
        }
    }

    @Test
    void startCodesInsideASliceAreRefused() throws Exception {
        byte[] file = encode(Drawings.scene(64, 64, BufferedImage.TYPE_INT_RGB), 20);
        int at = file.length - 200;
        file[at] = 0;
        file[at + 1] = 0;
        file[at + 2] = 1;
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> decoder.decode(file))
                .withMessageContaining("start code");
    }

    @Test
    void aClosedDecoderRefuses() {
        MvjpegDecoder closed = new MvjpegDecoder();
        closed.close();
        byte[] file = encode(Drawings.flat(16, 16, 0), 30);
        assertThatIllegalStateException().isThrownBy(() -> closed.decode(file));
    }
}
