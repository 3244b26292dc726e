package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.heif.HeifLimits;

class LimitPropertiesTest {
    static Stream<Arguments> properties() {
        return Stream.of(
                property("maxFileBytes", HeifLimits::maxFileSize),
                property("maxPixels", HeifLimits::maxPixels),
                property("maxMemory", HeifLimits::maxMemory),
                property("maxIccBytes", HeifLimits::maxIccSize),
                property("maxItems", HeifLimits::maxItems),
                property("maxExtents", HeifLimits::maxExtentsPerItem),
                property("maxProperties", HeifLimits::maxProperties),
                property("maxReferences", HeifLimits::maxReferences),
                property("maxBoxes", HeifLimits::maxBoxes),
                property("maxBoxDepth", HeifLimits::maxBoxDepth));
    }

    private static Arguments property(String name, ToLongFunction<HeifLimits> value) {
        return Arguments.of("mvjpeg." + name, value);
    }

    @Test
    void withoutPropertiesTheDefaultsHold() {
        assertThat(LimitProperties.read()).isEqualTo(HeifLimits.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("properties")
    void eachSetsItsLimit(String name, ToLongFunction<HeifLimits> value) {
        System.setProperty(name, " 3k ");
        try {
            HeifLimits limits = LimitProperties.read();
            assertThat(value.applyAsLong(limits)).isEqualTo(3072);
            System.clearProperty(name);
            assertThat(LimitProperties.read()).isEqualTo(HeifLimits.DEFAULT);
        } finally {
            System.clearProperty(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "many", "1.5", "9999999999999999999"})
    void whatIsNoAmountIsRefusedWithThePropertysName(String value) {
        System.setProperty("mvjpeg.maxMemory", value);
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(LimitProperties::read)
                    .withMessageStartingWith("system property mvjpeg.maxMemory=" + value + ": not a positive number");
        } finally {
            System.clearProperty("mvjpeg.maxMemory");
        }
    }

    @Test
    void aCountBeyondWhatCanBeCountedIsRefused() {
        System.setProperty("mvjpeg.maxItems", "3G");
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(LimitProperties::read)
                    .withMessageStartingWith("system property mvjpeg.maxItems=3G: ");
        } finally {
            System.clearProperty("mvjpeg.maxItems");
        }
    }
}
