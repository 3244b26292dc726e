package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Planes;

/** Sizes that differ by less than a coding block share a context; x265 itself, opened for the exact size, is the reference. */
class SharedContextTest {
    private static X265Settings settings(CodedSize size, Speed speed, int qp, X265Settings.Tuning tuning) {
        return new X265Settings(size.width(), size.height(), qp, tuning, speed, 1, Map.of());
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
                qp = 20 + (qp + 7) % 20;
                same(size, speed, qp, X265Settings.Tuning.values()[width / 2 % 3]);
            }
        }
        for (int side = 56; side <= 74; side += 2) {
            same(CodedSize.of(side, 140 - side), speed, 30, X265Settings.Tuning.MACHINE);
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
            HevcPicture expected = exact.encodePicture(size);
            HevcPicture picture = shared.encodePicture(size);
            assertThat(picture.annexB()).as(size + " " + speed).isEqualTo(expected.annexB());
            assertThat(picture.width()).isEqualTo(size.width());
            assertThat(picture.height()).isEqualTo(size.height());
        }
    }

    @Test
    void sizesOfOneBlockShareSettingsAndThoseOfExpertsDoNot() {
        EncoderOptions plain = EncoderOptions.builder().build();
        EncoderOptions expert =
                EncoderOptions.builder().x265Option("min-cu-size", "16").build();
        X265Settings.Tuning tuning = X265Settings.Tuning.MACHINE;
        assertThat(X265Settings.of(CodedSize.of(249, 130), plain, tuning))
                .isEqualTo(X265Settings.of(CodedSize.of(256, 136), plain, tuning))
                .isNotEqualTo(X265Settings.of(CodedSize.of(248, 136), plain, tuning));
        assertThat(X265Settings.of(CodedSize.of(249, 130), expert, tuning).width())
                .isEqualTo(250);
    }
}
