package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.heif.ItemProperty;

/** Pictures of more than 8 bits, from their samples to those that are decoded. */
class TenBitTest extends CodecTest {
    private static final int MAIN_10 = 2;

    private static EncoderOptions.Builder options(int qp, Profile profile) {
        return EncoderOptions.builder().qp(qp).profile(profile).device(Device.CPU);
    }

    private static byte[] encode(BufferedImage image, EncoderOptions.Builder options) {
        return encoder.encode(Pixels.of(image), options.build()).heif();
    }

    private static BufferedImage decode(byte[] heif) throws Exception {
        return decoder.decode(
                heif, DecoderOptions.builder().precision(Precision.AS_CODED).build());
    }

    @Test
    void theDepthFollowsThePictureUnlessOneIsAskedFor() throws Exception {
        BufferedImage deep = DeepPictures.waves(40, 30, false);
        BufferedImage bytes = Drawings.scene(40, 30, BufferedImage.TYPE_INT_RGB);
        for (Profile profile : Profile.values()) {
            assertThat(primary(encode(deep, options(30, profile))).bitDepthLuma())
                    .isEqualTo(10);
            assertThat(primary(encode(bytes, options(30, profile))).bitDepthLuma())
                    .isEqualTo(8);
            assertThat(primary(encode(deep, options(30, profile).bitDepth(8))).bitDepthLuma())
                    .isEqualTo(8);
            assertThat(primary(encode(bytes, options(30, profile).bitDepth(10))).bitDepthLuma())
                    .isEqualTo(10);
        }
    }

    @Test
    void theFileIsMain10() throws Exception {
        byte[] heif = encode(DeepPictures.waves(50, 34, true), options(30, Profile.MACHINE));
        HeifFile file = HeifFile.read(heif, HeifLimits.DEFAULT);
        assertThat(file.brands().get(0)).isEqualTo("heix");
        assertThat(file.brands()).contains("mif1", "miaf", "MiHB").doesNotContain("heic");
        HeifItem alpha = file.alphaOf(file.primary()).orElseThrow();
        for (HeifItem item : List.of(file.primary(), alpha)) {
            HevcPicture picture = file.picture(item);
            assertThat(picture.profile()).isEqualTo(MAIN_10);
            assertThat(picture.bitDepthLuma()).isEqualTo(10);
            assertThat(picture.bitDepthChroma()).isEqualTo(10);
            assertThat(picture.colour()).contains(new ColourDescription(1, 13, 6, true));
            assertThat(item.property(ItemProperty.Pixi.class).orElseThrow())
                    .isEqualTo(new ItemProperty.Pixi(List.of(10, 10, 10)));
        }
        assertThat(PictureInfo.of(heif).bitDepth()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theSliceHasTheQpThatWasAskedFor(Profile profile) throws Exception {
        for (int qp = 0; qp <= 51; qp++) {
            int side = new int[] {16, 33, 70}[qp % 3];
            EncodedPicture coded = encoder.encode(
                    Pixels.of(DeepPictures.waves(side, side + 9, false)),
                    options(qp, profile).speed(Speed.values()[qp / 3 % 3]).build());
            assertThat(coded.qp()).isEqualTo(qp);
            assertThat(primary(coded.heif()).qp()).isEqualTo(qp);
        }
    }

    /** Noise keeps every coefficient alive: its error is the quantiser's step alone. */
    @Test
    void aQpIsTheSameErrorWithTenBitsAsWithEight() throws Exception {
        BufferedImage noise = DeepPictures.noise(192, 128, false, 4);
        BufferedImage waves = DeepPictures.waves(192, 128, false);
        for (int qp = 16; qp <= 48; qp += 4) {
            for (BufferedImage image : List.of(noise, waves)) {
                byte[] ten = encode(image, options(qp, Profile.OFF));
                byte[] eight = encode(image, options(qp, Profile.OFF).bitDepth(8));
                double gain = DeepPictures.lumaPsnr(image, decode(ten)) - DeepPictures.lumaPsnr(image, decode(eight));
                // A step of the QP is a decibel. At the finest the rounding of 8 bits is an error of its own.
                double most = image == noise ? 0.5 : qp < 32 ? 3 : 0.9;
                assertThat(gain).as("QP %d", qp).isBetween(-0.9, most);
                assertThat((double) ten.length / eight.length).as("QP %d", qp).isBetween(0.85, 1.15);
            }
        }
    }

    @Test
    void aSlopeKeepsMoreLevelsThanEightBitsHave() throws Exception {
        BufferedImage slope = DeepPictures.slope(700, 64);
        for (Profile profile : List.of(Profile.OFF, Profile.MACHINE)) {
            byte[] ten = encode(slope, options(8, profile));
            byte[] eight = encode(slope, options(8, profile).bitDepth(8));
            Set<Integer> levels = new HashSet<>();
            Raster decoded = decode(ten).getRaster();
            for (int x = 0; x < 700; x++) {
                for (int y = 0; y < 64; y++) {
                    levels.add(decoded.getSample(x, y, 1));
                }
            }
            // 0.46 of the scale: 117 levels of 8 bits, 471 of 10.
            assertThat(levels).hasSizeGreaterThan(400);
            assertThat(DeepPictures.lumaPsnr(slope, decode(ten)))
                    .isGreaterThan(DeepPictures.lumaPsnr(slope, decode(eight)) + 6);
        }
        BufferedImage whole = DeepPictures.draw(
                1024, 32, ColorSpace.getInstance(ColorSpace.CS_sRGB), false, (x, y, band) -> x / 1023.0);
        Set<Integer> levels = new HashSet<>();
        Raster decoded = decode(encode(whole, options(4, Profile.OFF))).getRaster();
        for (int x = 0; x < 1024; x++) {
            levels.add(decoded.getSample(x, 16, 0));
        }
        assertThat(levels).hasSizeGreaterThan(900);
    }

    /**
     * The coarsest quantisers' steps are beyond what 10 bits tell apart, whatever adaptive quantisation does for what is flat; what is
     * left of the error is below what 8 bits tell apart.
     */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void flatPicturesDecodeExactly(Profile profile) throws Exception {
        for (int sample : new int[] {0, 65535, 0x8080}) {
            int level = (int) Math.round(sample * 1023 / 65535.0);
            for (int qp = 0; qp <= 51; qp++) {
                byte[] heif = encode(DeepPictures.flat(50, 35, sample), options(qp, profile));
                int[] samples = decode(heif).getRaster().getPixels(0, 0, 50, 35, (int[]) null);
                int error = qp <= 42 ? 0 : 2;
                for (int decoded : samples) {
                    assertThat(decoded * 1023 / 65535.0)
                            .as("%d at QP %d", sample, qp)
                            .isCloseTo(level, within(error + 0.01));
                }
                assertThat(decoder.decode(heif).getRGB(0, 0, 50, 35, null, 0, 50))
                        .containsOnly(0xFF000000 | sample / 257 * 0x010101);
            }
        }
    }

    /** What has 8 bits comes back as it was where it is coded with 10. */
    @Test
    void everyGrayOfEightBitsSurvivesTenBits() throws Exception {
        for (int gray = 0; gray < 256; gray += 5) {
            BufferedImage flat = Drawings.flat(16, 16, 0x010101 * gray);
            byte[] heif = encode(flat, options(30, Profile.MACHINE).bitDepth(10));
            assertThat(decoder.decode(heif).getRGB(0, 0, 16, 16, null, 0, 16)).containsOnly(flat.getRGB(0, 0));
        }
    }

    @Test
    void smallAndOddSizesComeBack() throws Exception {
        for (int width = 1; width <= 40; width += 3) {
            for (int height = 1; height <= 40; height += 4) {
                BufferedImage image = DeepPictures.slope(width, height);
                BufferedImage decoded = decode(encode(image, options(4, Profile.MACHINE)));
                assertThat(decoded.getWidth()).isEqualTo(width);
                assertThat(decoded.getHeight()).isEqualTo(height);
                assertThat(DeepPictures.lumaPsnr(image, decoded))
                        .as("%dx%d", width, height)
                        .isGreaterThan(50);
            }
        }
    }

    @Test
    void alphaComesBackInTenBits() throws Exception {
        BufferedImage image = DeepPictures.draw(
                600,
                40,
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                (x, y, band) -> band == 3 ? x / 599.0 : 0.3 + 0.1 * band);
        BufferedImage decoded = decode(encode(image, options(4, Profile.MACHINE)));
        assertThat(decoded.getColorModel().hasAlpha()).isTrue();
        assertThat(decoded.getColorModel().isAlphaPremultiplied()).isFalse();
        Set<Integer> levels = new HashSet<>();
        for (int x = 0; x < 600; x++) {
            for (int y = 0; y < 40; y++) {
                int alpha = decoded.getRaster().getSample(x, y, 3);
                levels.add(alpha);
                assertThat(alpha).isCloseTo(image.getRaster().getSample(x, y, 3), within(65535 / 200));
            }
        }
        assertThat(levels).hasSizeGreaterThan(400);
        assertThat(decoder.decode(encode(image, options(4, Profile.MACHINE))).getType())
                .isEqualTo(BufferedImage.TYPE_4BYTE_ABGR);
    }

    @Test
    void grayStaysNeutral() throws Exception {
        BufferedImage image = new BufferedImage(70, 50, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 70 * 50; i++) {
            image.getRaster().setSample(i % 70, i / 70, 0, 15 * i);
        }
        Raster decoded = decode(encode(image, options(6, Profile.MACHINE))).getRaster();
        for (int i = 0; i < 70 * 50; i++) {
            int[] pixel = decoded.getPixel(i % 70, i / 70, (int[]) null);
            assertThat(pixel[0]).isEqualTo(pixel[1]).isEqualTo(pixel[2]);
        }
    }

    @Test
    void theIccProfileComesBackWithItsSamples() throws Exception {
        ICC_Profile linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
        BufferedImage image =
                DeepPictures.draw(32, 32, new ICC_ColorSpace(linear), false, (x, y, band) -> 0.1 + 0.2 * band);
        BufferedImage decoded = decode(encode(image, options(4, Profile.OFF)));
        ICC_ColorSpace space = (ICC_ColorSpace) decoded.getColorModel().getColorSpace();
        assertThat(space.getProfile().getData()).isEqualTo(linear.getData());
        assertThat(decoded.getRaster().getDataBuffer().getDataType()).isEqualTo(DataBuffer.TYPE_USHORT);
        for (int band = 0; band < 3; band++) {
            assertThat(decoded.getRaster().getSample(16, 16, band))
                    .isCloseTo(image.getRaster().getSample(16, 16, band), within(150));
        }
    }

    @Test
    void gridsAreCodedInTenBitsByAnyNumberOfThreads() throws Exception {
        BufferedImage image = DeepPictures.waves(601, 347, true);
        EncoderOptions.Builder tiled = options(20, Profile.MACHINE).tile(256);
        byte[] heif = encode(image, tiled);
        HeifFile file = HeifFile.read(heif, HeifLimits.DEFAULT);
        Grid grid = file.grid(file.primary());
        assertThat(file.brands().get(0)).isEqualTo("heix");
        assertThat(grid.tiles()).hasSizeGreaterThan(3);
        for (HeifItem tile : grid.tiles()) {
            assertThat(file.picture(tile).bitDepthLuma()).isEqualTo(10);
        }
        assertThat(encode(image, tiled.threads(3))).isEqualTo(heif);
        BufferedImage whole = decode(encode(image, options(20, Profile.MACHINE)));
        BufferedImage decoded = decode(heif);
        assertThat(decoded.getWidth()).isEqualTo(601);
        assertThat(decoded.getHeight()).isEqualTo(347);
        assertThat(DeepPictures.lumaPsnr(image, decoded)).isCloseTo(DeepPictures.lumaPsnr(image, whole), within(0.5));
    }

    @Test
    void aReusedContextGivesTheBytesOfAFreshOne() {
        BufferedImage first = DeepPictures.waves(48, 32, false);
        BufferedImage second = DeepPictures.noise(48, 32, true, 7);
        for (int qp = 0; qp <= 51; qp += 3) {
            EncoderOptions options = options(qp, Profile.values()[qp % 4])
                    .speed(Speed.values()[qp % 3])
                    .build();
            try (MvjpegEncoder one = new MvjpegEncoder()) {
                byte[] fresh = one.encode(Pixels.of(second), options).heif();
                byte[] eight = one.encode(
                                Pixels.of(second),
                                options.toBuilder().bitDepth(8).build())
                        .heif();
                for (int i = 0; i < 3; i++) {
                    one.encode(Pixels.of(first), options);
                    assertThat(one.encode(Pixels.of(second), options).heif())
                            .as("QP %d, use %d", qp, i)
                            .isEqualTo(fresh)
                            .isNotEqualTo(eight);
                }
            }
        }
    }

    @Test
    void eightBitsOfADeepPictureAreThoseOfItsRoundedCopy() {
        BufferedImage deep = DeepPictures.waves(70, 45, false);
        BufferedImage rounded = new BufferedImage(70, 45, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 70 * 45; i++) {
            int[] pixel = deep.getRaster().getPixel(i % 70, i / 70, (int[]) null);
            int rgb = 0;
            for (int sample : pixel) {
                rgb = rgb << 8 | (int) Math.round(sample / 257.0);
            }
            rounded.setRGB(i % 70, i / 70, rgb);
        }
        assertThat(encode(deep, options(30, Profile.MACHINE).bitDepth(8)))
                .isEqualTo(encode(rounded, options(30, Profile.MACHINE)));
    }
}
