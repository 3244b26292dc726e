package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCeilingTest {
    private static final long MB = 1L << 20;

    @ParameterizedTest
    @CsvSource({"1, 1", "65536, 65536", "64k, 65536", "512M, 536870912", "' 2 G ', 2147483648", "8g, 8589934592"})
    void sizesAreReadWithAndWithoutAUnit(String value, long bytes) {
        assertThat(MemoryCeiling.parse(value)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0M", "-1", "12Q", "1.5G", "M", "512MB", "9223372036854775807G", "999999999999999999G"})
    void whatIsNoSizeIsRefusedWithThePropertysName(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryCeiling.parse(value))
                .withMessageContaining("mvjpeg.maxBytes=" + value);
    }

    @Test
    void theDefaultLeavesTheHeapItsShareOfTheContainer() {
        // A small container, one that the heap fills, and a large machine with few and with many processors.
        assertThat(MemoryCeiling.byDefault(1024 * MB, 256 * MB, 2)).isEqualTo(384 * MB);
        assertThat(MemoryCeiling.byDefault(512 * MB, 480 * MB, 1)).isEqualTo(64 * MB);
        assertThat(MemoryCeiling.byDefault(512 * MB, 600 * MB, 1)).isEqualTo(64 * MB);
        assertThat(MemoryCeiling.byDefault(16384 * MB, 4096 * MB, 2)).isEqualTo(1024 * MB);
        assertThat(MemoryCeiling.byDefault(262144 * MB, 65536 * MB, 64)).isEqualTo(32768 * MB);
        assertThat(MemoryCeiling.byDefault(Long.MAX_VALUE, 1024 * MB, 1)).isEqualTo(1024 * MB);
    }

    @Test
    void thereIsOneBudgetForAll() {
        assertThat(MemoryCeiling.shared()).isSameAs(MemoryCeiling.shared());
        assertThat(MemoryCeiling.shared().limit()).isGreaterThanOrEqualTo(64 * MB);
        assertThat(MemoryCeiling.shared().maxPictures()).isGreaterThanOrEqualTo(8);
    }
}
