package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecoderOptionsTest {
    @AfterEach
    void clear() {
        List.of("postFilter", "postFilterModel", "threads", "device")
                .forEach(name -> System.clearProperty("mvjpeg." + name));
    }

    @Test
    void nothingIsFilteredByDefault() {
        DecoderOptions options = DecoderOptions.builder().build();
        assertThat(options.precision()).isEqualTo(Precision.EIGHT_BITS);
        assertThat(options.postFilter()).isEqualTo(PostFilter.OFF);
        assertThat(options.postFilterModel()).isEmpty();
        assertThat(options.threads()).isEqualTo(1);
        assertThat(options.device()).isEqualTo(Device.AUTO);
    }

    @Test
    void propertiesAreTheDefaults() {
        System.setProperty("mvjpeg.postFilter", " Fidelity ");
        System.setProperty("mvjpeg.postFilterModel", "pom.xml");
        System.setProperty("mvjpeg.threads", "3");
        System.setProperty("mvjpeg.device", "cpu");
        DecoderOptions options = DecoderOptions.builder().build();
        assertThat(options.postFilter()).isEqualTo(PostFilter.FIDELITY);
        assertThat(options.postFilterModel()).contains(Path.of("pom.xml").toAbsolutePath());
        assertThat(options.threads()).isEqualTo(3);
        assertThat(options.device()).isEqualTo(Device.CPU);
        assertThat(DecoderOptions.builder().postFilter(PostFilter.OFF).build().postFilter())
                .isEqualTo(PostFilter.OFF);
    }

    @Test
    void aBadPropertyIsNamedWithTheChoices() {
        System.setProperty("mvjpeg.postFilter", "sharper");
        assertThatIllegalArgumentException()
                .isThrownBy(DecoderOptions::builder)
                .withMessage("system property mvjpeg.postFilter=sharper: not one of [off, fidelity, machine]");
        clear();
        for (Map.Entry<String, String> bad : Map.of(
                        "postFilterModel", "none.safetensors", "threads", "0", "device", "tpu")
                .entrySet()) {
            clear();
            System.setProperty("mvjpeg." + bad.getKey(), bad.getValue());
            assertThatIllegalArgumentException()
                    .isThrownBy(DecoderOptions::builder)
                    .withMessageContaining("mvjpeg." + bad.getKey() + "=" + bad.getValue());
        }
    }

    @Test
    void valuesOutOfRangeAreNamedWithTheirLimit() {
        DecoderOptions.Builder builder = DecoderOptions.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.threads(257))
                .withMessage("threads 257 is outside 1..256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.postFilterModel(Path.of("target")))
                .withMessage("model target is not a file that can be read");
        assertThatNullPointerException().isThrownBy(() -> builder.postFilter(null));
        assertThatNullPointerException().isThrownBy(() -> builder.precision(null));
        assertThatNullPointerException().isThrownBy(() -> builder.device(null));
    }

    @Test
    void equalOptionsAreEqual() {
        DecoderOptions options = DecoderOptions.builder()
                .postFilter(PostFilter.MACHINE)
                .postFilterModel(Path.of("pom.xml"))
                .precision(Precision.AS_CODED)
                .threads(2)
                .device(Device.CPU)
                .build();
        assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.toBuilder().threads(3).build()).isNotEqualTo(options);
        assertThat(options.toBuilder().postFilter(PostFilter.OFF).build()).isNotEqualTo(options);
        assertThat(options.toString()).contains("MACHINE").contains("pom.xml");
    }
}
