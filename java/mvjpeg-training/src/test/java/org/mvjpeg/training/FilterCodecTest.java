package org.mvjpeg.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.codec.I420;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.training.photos.Photo;

class FilterCodecTest {
    private static final Photo PHOTO = Photo.of(DrawnPhotos.picture(96, 80, 3));

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theOriginalIsThePictureWithoutANetwork(Profile profile) {
        try (FilterCodec plain = new HevcFilterCodec(Profile.OFF, ForkJoinPool.commonPool());
                FilterCodec codec = new HevcFilterCodec(profile, ForkJoinPool.commonPool())) {
            CodedPair fine = codec.code(PHOTO, 22);
            CodedPair coarse = codec.code(PHOTO, 42);
            assertThat(fine.original().y())
                    .isEqualTo(plain.code(PHOTO, 22).original().y());
            assertThat(fine.bytes()).isGreaterThan(coarse.bytes());
            assertThat(error(fine)).isPositive().isLessThan(error(coarse));
        }
    }

    @Test
    void aJpegsQualityIsThatOfItsQp() {
        try (JpegFilterCodec codec = new JpegFilterCodec()) {
            int last = 100;
            for (int qp = 20; qp <= 50; qp++) {
                assertThat(codec.quality(qp)).isBetween(1, last);
                last = codec.quality(qp);
            }
            // docs/jpeg-mode.md
            assertThat(codec.quality(41)).isBetween(17, 23);
            assertThat(codec.quality(36)).isBetween(42, 52);
            assertThat(error(codec.code(PHOTO, 30))).isLessThan(error(codec.code(PHOTO, 44)));
        }
    }

    @Test
    void aWindowIsCutFromAllPlanes() {
        try (FilterCodec codec = new JpegFilterCodec()) {
            CodedPair whole = codec.code(PHOTO, 40);
            CodedPair window = whole.window(32, 16, 48);
            I420 from = whole.decoded();
            I420 to = window.decoded();
            assertThat(to.width()).isEqualTo(48);
            assertThat(Arrays.copyOfRange(to.y(), 48, 96))
                    .isEqualTo(Arrays.copyOfRange(from.y(), 17 * 96 + 32, 17 * 96 + 80));
            assertThat(Arrays.copyOfRange(to.v(), 24, 48))
                    .isEqualTo(Arrays.copyOfRange(from.v(), 9 * 48 + 16, 9 * 48 + 40));
            assertThat(window.bytes()).isEqualTo(whole.bytes());
        }
    }

    private static double error(CodedPair pair) {
        double sum = 0;
        for (int i = 0; i < pair.original().y().length; i++) {
            double difference =
                    (pair.original().y()[i] & 0xFF) - (pair.decoded().y()[i] & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
