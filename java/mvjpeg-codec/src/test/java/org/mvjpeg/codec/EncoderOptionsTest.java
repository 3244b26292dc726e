package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EncoderOptionsTest {
    @AfterEach
    void clear() {
        for (String name : new String[] {
            "qp", "quality", "profile", "speed", "threads", "tile", "bitDepth", "device", "targetBytes", "targetBpp"
        }) {
            System.clearProperty("mvjpeg." + name);
        }
    }

    @Test
    void defaults() {
        EncoderOptions options = EncoderOptions.builder().build();
        assertThat(options.qp()).isEqualTo(32);
        assertThat(options.profile()).isEqualTo(Profile.MACHINE);
        assertThat(options.speed()).isEqualTo(Speed.BALANCED);
        assertThat(options.threads()).isEqualTo(1);
        assertThat(options.tileWidth()).isZero();
        assertThat(options.tileHeight()).isZero();
        assertThat(options.bitDepth()).isEqualTo(EncoderOptions.AUTO_BIT_DEPTH);
        assertThat(options.device()).isEqualTo(Device.AUTO);
        assertThat(options.x265Options()).isEmpty();
    }

    @Test
    void systemPropertiesAreDefaults() {
        System.setProperty("mvjpeg.quality", "0.5");
        System.setProperty("mvjpeg.profile", "human");
        System.setProperty("mvjpeg.speed", "FAST");
        System.setProperty("mvjpeg.threads", "3");
        System.setProperty("mvjpeg.tile", "512");
        System.setProperty("mvjpeg.bitDepth", "10");
        System.setProperty("mvjpeg.device", "cpu");
        EncoderOptions options = EncoderOptions.builder().build();
        assertThat(options)
                .isEqualTo(EncoderOptions.builder()
                        .qp(32)
                        .profile(Profile.HUMAN)
                        .speed(Speed.FAST)
                        .threads(3)
                        .tile(512)
                        .bitDepth(10)
                        .device(Device.CPU)
                        .build());
        System.setProperty("mvjpeg.qp", "40");
        assertThat(EncoderOptions.builder().build().qp()).isEqualTo(40);
    }

    @Test
    void aBadPropertyIsNamed() {
        for (Map.Entry<String, String> bad : Map.of(
                        "qp",
                        "52",
                        "quality",
                        "much",
                        "profile",
                        "robot",
                        "threads",
                        "0",
                        "device",
                        "tpu",
                        "tile",
                        "500",
                        "targetBytes",
                        "0",
                        "targetBpp",
                        "-1",
                        "bitDepth",
                        "12")
                .entrySet()) {
            clear();
            System.setProperty("mvjpeg." + bad.getKey(), bad.getValue());
            assertThatIllegalArgumentException()
                    .isThrownBy(EncoderOptions::builder)
                    .withMessageContaining("mvjpeg." + bad.getKey() + "=" + bad.getValue());
        }
    }

    @Test
    void qualityIsMappedMonotonically() {
        assertThat(EncoderOptions.qpOfQuality(0)).isEqualTo(48);
        assertThat(EncoderOptions.qpOfQuality(0.5f)).isEqualTo(32);
        assertThat(EncoderOptions.qpOfQuality(1)).isEqualTo(13);
        int before = 51;
        for (int i = 0; i <= 1000; i++) {
            int qp = EncoderOptions.qpOfQuality(i / 1000f);
            assertThat(qp).isLessThanOrEqualTo(before);
            before = qp;
        }
    }

    @Test
    void valuesOutOfRangeAreNamedWithTheirLimit() {
        EncoderOptions.Builder builder = EncoderOptions.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.qp(52)).withMessage("QP 52 is outside 0..51");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.qp(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.quality(1.01f))
                .withMessage("quality 1.01 is outside 0..1");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.quality(Float.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.threads(257))
                .withMessage("threads 257 is outside 1..256");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.threads(0));
        assertThatNullPointerException().isThrownBy(() -> builder.profile(null));
    }

    @Test
    void tilesAreMultiplesOf64() {
        EncoderOptions.Builder builder = EncoderOptions.builder();
        for (int side : new int[] {-64, 1, 64, 192, 257, 511, 4160, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.tile(side))
                    .withMessage("tile side " + side + " is no multiple of 64 in 256..4096");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tile(0, 512));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tile(512, 0));
        EncoderOptions options = builder.tile(256, 4096).build();
        assertThat(options.tileWidth()).isEqualTo(256);
        assertThat(options.tileHeight()).isEqualTo(4096);
        assertThat(options.toString()).contains("tiles 256x4096");
        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.toBuilder().tile(0).build()).isNotEqualTo(options);
    }

    @Test
    void bitDepthsAreEightTenOrThePictures() {
        EncoderOptions.Builder builder = EncoderOptions.builder();
        for (int bits : new int[] {-1, 1, 9, 12, 16}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.bitDepth(bits))
                    .withMessage("bit depth " + bits + " is none of auto, 8, 10");
        }
        assertThat(EncoderOptions.parseBitDepth("Auto")).isEqualTo(EncoderOptions.AUTO_BIT_DEPTH);
        assertThat(EncoderOptions.parseBitDepth("8")).isEqualTo(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderOptions.parseBitDepth("ten"))
                .withMessageContaining("ten");
        EncoderOptions options = builder.bitDepth(10).build();
        assertThat(options.toString()).contains("10 bits");
        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.toBuilder().bitDepth(8).build()).isNotEqualTo(options);
    }

    @Test
    void x265OptionsAreCheckedByNameAndForm() {
        EncoderOptions.Builder builder = EncoderOptions.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.x265Option("aq_strenght", "1"))
                .withMessageContaining("aq_strenght")
                .withMessageContaining("aq-strength");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.x265Option("crf", "20"))
                .withMessageContaining("crf");
        for (String value : new String[] {"", "1:qp=3", "yes", "1.0.0", null}) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.x265Option("psy-rd", value));
        }
        EncoderOptions options = builder.x265Option("psy-rd", "1.5")
                .x265Option("deblock", "-1,2")
                .build();
        assertThat(options.x265Options()).isEqualTo(Map.of("psy-rd", "1.5", "deblock", "-1,2"));
        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
    }

    @Test
    void qualityOfQpIsTheInverseOfQpOfQuality() {
        for (int qp = 13; qp <= 48; qp++) {
            assertThat(EncoderOptions.qpOfQuality(EncoderOptions.qualityOfQp(qp)))
                    .isEqualTo(qp);
        }
        assertThat(EncoderOptions.qualityOfQp(0)).isEqualTo(1);
        assertThat(EncoderOptions.qualityOfQp(EncoderOptions.MAX_QP)).isZero();
    }
}
