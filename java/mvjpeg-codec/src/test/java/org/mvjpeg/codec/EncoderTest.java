package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Models;

class EncoderTest extends CodecTest {
    private static final int MAIN_STILL_PICTURE = 3;

    private static EncoderOptions.Builder options(int qp, Profile profile) {
        return EncoderOptions.builder().qp(qp).profile(profile).device(Device.CPU);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theSliceHasTheQpThatWasAskedFor(Profile profile) throws Exception {
        for (int qp = 0; qp <= 51; qp++) {
            int side = new int[] {16, 33, 70}[qp % 3];
            BufferedImage image = Drawings.scene(side, side + 9, BufferedImage.TYPE_INT_RGB);

            EncodedPicture coded =
                    encoder.encode(Pixels.of(image), options(qp, profile).build());

            assertThat(coded.qp()).isEqualTo(qp);
            assertThat(primary(coded.heif()).qp()).isEqualTo(qp);
        }
    }

    @ParameterizedTest
    @EnumSource(Speed.class)
    void everySpeedKeepsTheQp(Speed speed) {
        BufferedImage image = Drawings.noise(64, 48, BufferedImage.TYPE_INT_RGB, 1);
        for (Profile profile : Profile.values()) {
            for (int qp : new int[] {0, 1, 13, 32, 50, 51}) {
                EncodedPicture coded = encoder.encode(
                        Pixels.of(image), options(qp, profile).speed(speed).build());
                assertThat(coded.qp()).isEqualTo(qp);
            }
        }
    }

    @Test
    void theStreamIsAMainStillPictureInFullRangeBt601() throws Exception {
        BufferedImage image = Drawings.scene(40, 40, BufferedImage.TYPE_INT_RGB);
        for (Profile profile : Profile.values()) {
            for (Speed speed : Speed.values()) {
                HevcPicture picture = primary(encoder.encode(
                                Pixels.of(image),
                                options(30, profile).speed(speed).build())
                        .heif());
                assertThat(picture.profile()).isEqualTo(MAIN_STILL_PICTURE);
                assertThat(picture.colour().orElseThrow())
                        .isEqualTo(new org.mvjpeg.heif.ColourDescription(1, 13, 6, true));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void bytesDoNotGrowAsQualityFalls(Profile profile) {
        for (BufferedImage image : List.of(
                Drawings.scene(160, 120, BufferedImage.TYPE_INT_RGB),
                Drawings.scene(330, 250, BufferedImage.TYPE_INT_RGB))) {
            int before = Integer.MAX_VALUE;
            for (int quality = 38; quality >= 0; quality--) { // a QP each
                EncodedPicture coded = encoder.encode(
                        Pixels.of(image),
                        options(0, profile).quality(quality / 38f).build());
                assertThat(coded.heif().length)
                        .as("%dx%d QP %d", image.getWidth(), image.getHeight(), coded.qp())
                        .isLessThanOrEqualTo(before);
                before = coded.heif().length;
            }
        }
    }

    @Test
    void smallAndOddSizesComeBack() throws Exception {
        for (int width = 1; width <= 40; width += 3) {
            for (int height = 1; height <= 40; height += 4) {
                BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
                for (int i = 0; i < width * height; i++) {
                    image.setRGB(i % width, i / width, 0x010101 * (100 + i % width + i / width));
                }
                EncodedPicture coded =
                        encoder.encode(Pixels.of(image), options(4, Profile.OFF).build());
                BufferedImage decoded = decoder.decode(coded.heif());
                assertThat(decoded.getWidth()).isEqualTo(width);
                assertThat(decoded.getHeight()).isEqualTo(height);
                assertThat(Drawings.lumaPsnr(image, decoded))
                        .as("%dx%d", width, height)
                        .isGreaterThan(42);
            }
        }
    }

    @Test
    void drawnPicturesKeepTheirFidelity() throws Exception {
        BufferedImage image = Drawings.scene(200, 150, BufferedImage.TYPE_INT_RGB);
        double[] floors = {42, 37, 31};
        for (int i = 0; i < 3; i++) {
            EncoderOptions options = options(10 + 12 * i, Profile.OFF).build();
            BufferedImage decoded =
                    decoder.decode(encoder.encode(Pixels.of(image), options).heif());
            assertThat(Drawings.lumaPsnr(image, decoded)).isGreaterThan(floors[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void flatPicturesDecodeExactly(Profile profile) throws Exception {
        for (int rgb : new int[] {0x000000, 0xFFFFFF, 0x808080}) {
            BufferedImage image = Drawings.flat(50, 35, rgb);
            for (int qp = 0; qp <= 51; qp += 5) {
                BufferedImage decoded = decoder.decode(
                        encoder.encode(Pixels.of(image), options(qp, profile).build())
                                .heif());
                assertThat(decoded.getRGB(0, 0, 50, 35, null, 0, 50))
                        .as("%06x at QP %d", rgb, qp)
                        .containsOnly(0xFF000000 | rgb);
            }
        }
    }

    @Test
    void alphaComesBack() throws Exception {
        BufferedImage image = Drawings.scene(61, 47, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 47; y++) {
            for (int x = 0; x < 61; x++) {
                image.setRGB(x, y, image.getRGB(x, y) & 0xFFFFFF | (x < 20 ? 0 : x < 40 ? 255 : 6 * (x - 40)) << 24);
            }
        }

        BufferedImage decoded = decoder.decode(
                encoder.encode(Pixels.of(image), options(8, Profile.MACHINE).build())
                        .heif());

        assertThat(decoded.getType()).isEqualTo(BufferedImage.TYPE_4BYTE_ABGR);
        assertThat(Drawings.lumaPsnr(image, decoded)).isGreaterThan(38);
        for (int y = 0; y < 47; y++) {
            for (int x = 0; x < 61; x++) {
                int alpha = image.getRGB(x, y) >>> 24;
                assertThat(decoded.getRGB(x, y) >>> 24).isBetween(alpha - 8, alpha + 8);
            }
        }
    }

    @Test
    void theIccProfileComesBackWithItsSamples() throws Exception {
        ICC_Profile linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
        ColorModel model = new ComponentColorModel(
                new ICC_ColorSpace(linear), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(32, 32);
        for (int i = 0; i < 32 * 32; i++) {
            raster.setPixel(i % 32, i / 32, new int[] {90, 130, 70});
        }

        BufferedImage decoded = decoder.decode(encoder.encode(
                        Pixels.of(new BufferedImage(model, raster, false, null)),
                        options(4, Profile.OFF).build())
                .heif());

        ICC_ColorSpace space = (ICC_ColorSpace) decoded.getColorModel().getColorSpace();
        assertThat(space.getProfile().getData()).isEqualTo(linear.getData());
        int[] pixel = decoded.getRaster().getPixel(16, 16, (int[]) null);
        assertThat(pixel[0]).isBetween(88, 92);
        assertThat(pixel[1]).isBetween(128, 132);
        assertThat(pixel[2]).isBetween(68, 72);
    }

    @ParameterizedTest
    @EnumSource(Speed.class)
    void aReusedContextGivesTheBytesOfAFreshOne(Speed speed) {
        BufferedImage first = Drawings.scene(48, 32, BufferedImage.TYPE_INT_RGB);
        BufferedImage second = Drawings.noise(48, 32, BufferedImage.TYPE_INT_ARGB, 7);
        for (int qp = 0; qp <= 51; qp++) {
            EncoderOptions options = options(qp, Profile.values()[qp % 3])
                    .speed(speed)
                    .threads(1 + qp % 2)
                    .build();
            try (MvjpegEncoder one = new MvjpegEncoder()) {
                byte[] fresh = one.encode(Pixels.of(second), options).heif();
                for (int i = 0; i < 4; i++) {
                    one.encode(Pixels.of(first), options);
                    assertThat(one.encode(Pixels.of(second), options).heif())
                            .as("QP %d, use %d", qp, i)
                            .isEqualTo(fresh);
                }
            }
        }
    }

    @Test
    void expertOptionsReachX265AndTheirContextsGiveTheSameBytesEachTime() {
        BufferedImage image = Drawings.scene(64, 64, BufferedImage.TYPE_INT_RGB);
        EncoderOptions plain = options(30, Profile.OFF).build();
        EncoderOptions expert = plain.toBuilder()
                .x265Option("psy-rd", "0")
                .x265Option("deblock", "0")
                .build();

        byte[] coded = encoder.encode(Pixels.of(image), expert).heif();

        assertThat(coded).isNotEqualTo(encoder.encode(Pixels.of(image), plain).heif());
        for (int i = 0; i < 4; i++) {
            assertThat(encoder.encode(Pixels.of(image), expert).heif()).isEqualTo(coded);
        }
    }

    @Test
    void eightThreadsGiveTheBytesOfOne() throws Exception {
        List<Callable<byte[]>> tasks = new ArrayList<>();
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            BufferedImage image = Drawings.scene(
                    40 + i % 3 * 24, 50, i % 2 == 0 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_3BYTE_BGR);
            EncoderOptions options =
                    options(20 + i % 4 * 7, Profile.values()[i % 3]).build();
            tasks.add(() -> encoder.encode(Pixels.of(image), options).heif());
            expected.add(encoder.encode(Pixels.of(image), options).heif());
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> results = threads.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void severalThreadsForOnePictureGiveAValidFileEachTimeTheSame() throws Exception {
        BufferedImage image = Drawings.scene(300, 260, BufferedImage.TYPE_INT_RGB);
        EncoderOptions options = options(24, Profile.OFF).threads(3).build();

        byte[] coded = encoder.encode(Pixels.of(image), options).heif();

        assertThat(encoder.encode(Pixels.of(image), options).heif()).isEqualTo(coded);
        assertThat(Drawings.lumaPsnr(image, decoder.decode(coded))).isGreaterThan(34);
    }

    @Test
    void progressRisesToOneAndCancelLeavesTheEncoderUsable() {
        BufferedImage image = Drawings.noise(40, 40, BufferedImage.TYPE_INT_ARGB, 1);
        EncoderOptions options = options(30, Profile.MACHINE).build();
        List<Float> seen = new ArrayList<>();
        byte[] whole = encoder.encode(Pixels.of(image), options, seen::add).heif();
        assertThat(seen).hasSize(5).isSorted().startsWith(0f).endsWith(1f);
        for (int stop = 0; stop < 5; stop++) {
            int last = stop;
            int[] calls = {0};
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> encoder.encode(Pixels.of(image), options, fraction -> calls[0]++ < last));
            assertThat(calls[0]).isEqualTo(stop + 1);
        }
        assertThat(encoder.encode(Pixels.of(image), options).heif()).isEqualTo(whole);
    }

    @Test
    void timesAndSizeAreReported() {
        BufferedImage image = Drawings.scene(31, 21, BufferedImage.TYPE_INT_RGB);
        EncodedPicture coded =
                encoder.encode(Pixels.of(image), options(30, Profile.MACHINE).build());
        assertThat(coded.width()).isEqualTo(31);
        assertThat(coded.height()).isEqualTo(21);
        assertThat(coded.kernelTime()).isPositive();
        assertThat(coded.encoderTime()).isPositive();
        assertThat(coded.bitsPerPixel()).isEqualTo(8.0 * coded.heif().length / (31 * 21));
    }

    @Test
    void offAndMachineDifferByTheNetworkAlone() {
        BufferedImage flat = Drawings.flat(64, 64, 0x336699);
        byte[] machine = encoder.encode(
                        Pixels.of(flat), options(30, Profile.MACHINE).build())
                .heif();
        byte[] off = encoder.encode(Pixels.of(flat), options(30, Profile.OFF).build())
                .heif();
        assertThat(machine).isEqualTo(off);
    }

    @Test
    void aModelFileTakesThePlaceOfTheProfilesOwn(@TempDir Path folder) throws Exception {
        Path large = shipped("machine", folder);
        Pixels photo = Pixels.of(Drawings.scene(96, 64, BufferedImage.TYPE_INT_RGB));
        EncoderOptions machine = options(40, Profile.MACHINE).build();
        byte[] own =
                encoder.encode(photo, machine.toBuilder().model(large).build()).heif();
        assertThat(own).isNotEqualTo(encoder.encode(photo, machine).heif());
        try (MvjpegEncoder another = new MvjpegEncoder()) {
            assertThat(another.encode(photo, machine.toBuilder().model(large).build())
                            .heif())
                    .isEqualTo(own);
        }
        EncoderOptions off = options(40, Profile.OFF).build();
        assertThat(encoder.encode(photo, off.toBuilder().model(large).build()).heif())
                .isEqualTo(encoder.encode(photo, off).heif());
    }

    @ParameterizedTest
    @CsvSource({
        "MACHINE, 320, 340, human, machine",
        "MACHINE, 340, 320, human, machine",
        "MACHINE, 322, 322, machine, human",
        "DETECTION, 320, 340, human, detection",
        "DETECTION, 322, 322, detection, machine",
        "HUMAN, 320, 320, human, machine",
        "HUMAN, 322, 322, human, machine"
    })
    void theNetworkIsTheProfilesForTheSize(
            Profile profile, int width, int height, String used, String other, @TempDir Path folder) throws Exception {
        Pixels photo = Pixels.of(Drawings.scene(width, height, BufferedImage.TYPE_INT_RGB));
        EncoderOptions options = options(30, profile).build();
        byte[] file = encoder.encode(photo, options).heif();
        assertThat(file)
                .isEqualTo(encoder.encode(
                                photo,
                                options.toBuilder().model(shipped(used, folder)).build())
                        .heif());
        assertThat(file)
                .isNotEqualTo(encoder.encode(
                                photo,
                                options.toBuilder()
                                        .model(shipped(other, folder))
                                        .build())
                        .heif());
    }

    /** A copy of a model in the jar. */
    private static Path shipped(String name, Path folder) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        try (InputStream in =
                Models.class.getResourceAsStream(file.getFileName().toString())) {
            Files.copy(in, file);
        }
        return file;
    }

    @Test
    void aModelFileThatHoldsNoneIsNamed(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a network at all");
        EncoderOptions options = options(40, Profile.MACHINE).model(text).build();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(
                        () -> encoder.encode(Pixels.of(Drawings.scene(32, 32, BufferedImage.TYPE_INT_RGB)), options))
                .withMessageContaining("notes.txt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(40, Profile.MACHINE).model(folder.resolve("none")))
                .withMessageContaining("none is not a file that can be read");
    }

    @Test
    void aClosedEncoderRefuses() {
        MvjpegEncoder closed = new MvjpegEncoder();
        closed.close();
        closed.close();
        Pixels pixels = Pixels.of(Drawings.flat(16, 16, 0));
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.encode(pixels, options(30, Profile.OFF).build()));
    }
}
