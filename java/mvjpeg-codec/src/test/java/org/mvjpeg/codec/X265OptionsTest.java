package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expert options: whichever is given, a picture's bytes do not depend on those that were coded before it. */
class X265OptionsTest {
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("aq-mode", List.of("0", "2", "3")),
            Map.entry("aq-strength", List.of("0", "0.4", "1.5")),
            Map.entry("ctu", List.of("16", "32")),
            Map.entry("deblock", List.of("0", "-2,1")),
            Map.entry("limit-tu", List.of("0", "4")),
            Map.entry("max-tu-size", List.of("8", "16")),
            Map.entry("min-cu-size", List.of("8", "16")),
            Map.entry("qg-size", List.of("16", "64")),
            Map.entry("rd", List.of("1", "4", "6")),
            Map.entry("rdoq-level", List.of("1", "2")),
            Map.entry("scaling-list", List.of("default")),
            Map.entry("slices", List.of("1")),
            Map.entry("tu-intra-depth", List.of("1", "4")));

    static List<String> names() {
        return X265Options.names().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPictureDoesNotDependOnThoseBefore(String name) throws IOException {
        BufferedImage before = Drawings.noise(96, 192, BufferedImage.TYPE_INT_RGB, 7);
        BufferedImage picture = Drawings.scene(96, 192, BufferedImage.TYPE_INT_RGB);
        for (String value : VALUES.getOrDefault(name, List.of("0", "1"))) {
            for (Speed speed : List.of(Speed.FAST, Speed.BALANCED)) {
                EncoderOptions options = EncoderOptions.builder()
                        .qp(27)
                        .profile(Profile.OFF)
                        .speed(speed)
                        .x265Option(name, value)
                        .build();
                try (MvjpegEncoder encoder = new MvjpegEncoder();
                        MvjpegDecoder decoder = new MvjpegDecoder()) {
                    byte[] fresh = encoder.encode(Pixels.of(picture), options).heif();
                    assertThat(Drawings.lumaPsnr(picture, decoder.decode(fresh)))
                            .as("PSNR in dB, %s=%s, %s", name, value, speed)
                            .isGreaterThan(33);
                    for (int i = 0; i < 3; i++) {
                        encoder.encode(Pixels.of(before), options);
                        byte[] later =
                                encoder.encode(Pixels.of(picture), options).heif();
                        assertThat(Arrays.equals(later, fresh))
                                .as("use %d has the bytes of a fresh context, %s=%s, %s", i, name, value, speed)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void onlyOptionsThatAskForItTakeAContextForEachPicture() {
        assertThat(X265Options.allowReuse(Map.of("rd", "1", "ctu", "16"))).isTrue();
        assertThat(X265Options.allowReuse(Map.of("rd", "1", "nr-intra", "100"))).isFalse();
    }
}
