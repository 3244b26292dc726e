package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Planes;

/** Sizes that differ by less than a coding block share a context; x265 itself, opened for the exact size, is the reference. */
class SharedContextTest {
    private static X265Settings settings(CodedSize size, Speed speed, int qp, X265Settings.Tuning tuning) {
        return new X265Settings(size.width(), size.height(), 8, qp, tuning, speed, 1, Map.of());
    }

    private static void draw(Planes planes, long seed) {
        Random random = new Random(seed);
        draw(planes.y(), planes.strideY(), planes.width(), planes.height(), random);
        draw(planes.u(), planes.strideU(), planes.width() / 2, planes.height() / 2, random);
        draw(planes.v(), planes.strideV(), planes.width() / 2, planes.height() / 2, random);
    }

    private static void draw(BytePointer plane, long stride, int width, int height, Random random) {
        int slope = random.nextInt(5) - 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                plane.put(y * stride + x, (byte) (128 + slope * x - y + random.nextInt(1 + (x * y & 31))));
            }
        }
    }

    private static void scribble(Planes planes) {
        for (long i = 0; i < planes.strideY() * planes.height(); i++) {
            planes.y().put(i, (byte) (i * 37));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBytesAreThoseOfAContextForTheExactSize(Speed speed) {
        int qp = 20;
        for (int width = 16; width <= 40; width += 2) {
            for (int height : new int[] {16, 18, 22, 28, 32}) {
                CodedSize size = CodedSize.of(width, height);
                if (size.codingTreeUnit() != size.wholeBlocks().codingTreeUnit()) {
                    continue;
                }
                qp = 20 + (qp + 7) % 20;
                same(size, speed, qp, X265Settings.Tuning.values()[width / 2 % 3]);
            }
        }
        for (int side = 64; side <= 80; side += 2) {
            same(CodedSize.of(side, 150 - side), speed, 30, X265Settings.Tuning.MACHINE);
        }
        same(CodedSize.of(254, 130), speed, 32, X265Settings.Tuning.MACHINE);
        same(CodedSize.of(66, 322), speed, 45, X265Settings.Tuning.HUMAN);
    }

    private static void same(CodedSize size, Speed speed, int qp, X265Settings.Tuning tuning) {
        try (X265Encoder exact = new X265Encoder(settings(size, speed, qp, tuning));
                X265Encoder shared = new X265Encoder(settings(size.wholeBlocks(), speed, qp, tuning))) {
            draw(exact.planes(), qp);
            scribble(shared.planes());
            draw(shared.planes(size), qp);
            HevcPicture expected = exact.encodePicture(size, Quantiser.of(qp));
            HevcPicture picture = shared.encodePicture(size, Quantiser.of(qp));
            assertThat(picture.annexB()).as(size + " " + speed).isEqualTo(expected.annexB());
            assertThat(picture.width()).isEqualTo(size.width());
            assertThat(picture.height()).isEqualTo(size.height());
        }
    }

    /** Where x265 would have had smaller coding tree units for the exact size, the samples are those of the whole blocks. */
    @ParameterizedTest
    @CsvSource({"26, 28", "30, 90", "62, 58", "122, 60", "17, 31"})
    void sizesBelowAPowerOfTwoShowTheUpperLeftOfTheWholeBlocks(int width, int height) {
        CodedSize size = CodedSize.of(width, height);
        CodedSize whole = size.wholeBlocks();
        X265Settings settings = settings(whole, Speed.BALANCED, 24, X265Settings.Tuning.MACHINE);
        try (X265Encoder encoder = new X265Encoder(settings);
                HevcDecoder shown = new HevcDecoder(1 << 20);
                HevcDecoder all = new HevcDecoder(1 << 20)) {
            draw(encoder.planes(size), width);
            YuvPicture picture = shown.decode(encoder.encodePicture(size, Quantiser.of(24)));
            YuvPicture uncropped = all.decode(encoder.encodePicture(whole, Quantiser.of(24)));
            assertThat(picture.width()).isEqualTo(size.width());
            assertThat(picture.height()).isEqualTo(size.height());
            for (int plane = 0; plane < 3; plane++) {
                short[] row = new short[plane == 0 ? size.width() : size.width() / 2];
                short[] expected = new short[plane == 0 ? whole.width() : whole.width() / 2];
                for (int y = 0; y < (plane == 0 ? size.height() : size.height() / 2); y++) {
                    picture.row(plane, y, row);
                    uncropped.row(plane, y, expected);
                    assertThat(row).isEqualTo(Arrays.copyOf(expected, row.length));
                }
            }
        }
    }

    @Test
    void sizesOfOneBlockShareSettingsAndThoseOfExpertsDoNot() {
        EncoderOptions plain = EncoderOptions.builder().build();
        EncoderOptions expert =
                EncoderOptions.builder().x265Option("min-cu-size", "16").build();
        X265Settings.Tuning tuning = X265Settings.Tuning.MACHINE;
        assertThat(CodedSize.of(100, 29).wholeBlocks()).isEqualTo(CodedSize.of(104, 32));
        assertThat(CodedSize.of(34, 35).wholeBlocks()).isEqualTo(CodedSize.of(40, 40));
        assertThat(X265Settings.of(CodedSize.of(249, 130), 8, plain, tuning))
                .isEqualTo(X265Settings.of(CodedSize.of(256, 136), 8, plain, tuning))
                .isNotEqualTo(X265Settings.of(CodedSize.of(248, 136), 8, plain, tuning));
        assertThat(X265Settings.of(CodedSize.of(249, 130), 8, expert, tuning).width())
                .isEqualTo(250);
    }
}
