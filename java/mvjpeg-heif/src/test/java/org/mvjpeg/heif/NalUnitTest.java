package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NalUnitTest {
    @Test
    void startCodesOfThreeAndFourBytesAndTrailingZerosBelongToNoUnit() throws HeifException {
        byte[] stream = {
            0, 0, 0, 1, 0x40, 1, 7, 0, 0, 1, 0x42, 1, 0, 0, 3, 1, 0, 0, 0, 0, 0, 1, 0x44, 1, 9, 0, 0,
        };

        assertThat(NalUnit.splitAnnexB(stream))
                .extracting(NalUnit::bytes)
                .containsExactly(new byte[] {0x40, 1, 7}, new byte[] {0x42, 1, 0, 0, 3, 1}, new byte[] {0x44, 1, 9});
    }

    @Test
    void whatIsNoAnnexBStreamIsRefused() {
        assertThatThrownBy(() -> NalUnit.splitAnnexB(new byte[] {0, 0, 0, 9, 0, 0, 1, 0x40, 1, 7}))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("byte 3 comes before the first start code");
        assertThatThrownBy(() -> NalUnit.splitAnnexB(new byte[] {0, 0, 1, 0x40, 1}))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("NAL unit at 3: 2 bytes");
        assertThatThrownBy(() -> NalUnit.splitAnnexB(new byte[] {0, 0, 1, (byte) 0xc0, 1, 7}))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("forbidden_zero_bit");
    }

    @Test
    void anEmptyStreamHasNoUnits() throws HeifException {
        assertThat(NalUnit.splitAnnexB(new byte[0])).isEmpty();
    }

    @Test
    void escapingIsUndoneByUnescapingAndHidesEveryStartCode() throws HeifException {
        Random random = new Random(1);
        NalUnit header = new NalUnit(new byte[] {0x40, 1, 0});
        for (int i = 0; i < 20_000; i++) {
            byte[] rbsp = new byte[1 + random.nextInt(24)];
            for (int j = 0; j < rbsp.length; j++) {
                rbsp[j] = (byte) Math.max(0, random.nextInt(8) - 4); // mostly zeros
            }
            rbsp[0] = 1;
            // An RBSP ends in a stop bit or in cabac_zero_words.
            byte[] end = random.nextBoolean() ? new byte[] {(byte) 0x80} : new byte[] {2, 0, 0, 0, 0};
            rbsp = HevcStream.concat(rbsp, end);

            NalUnit unit = header.withRbsp(rbsp);

            assertThat(unit.rbsp()).isEqualTo(rbsp);
            byte[] bytes = unit.bytes();
            assertThat(bytes[bytes.length - 1]).isNotZero();
            for (int j = 2; j < bytes.length; j++) {
                boolean forbidden = bytes[j - 2] == 0 && bytes[j - 1] == 0 && bytes[j] >= 0 && bytes[j] < 3;
                assertThat(forbidden).as("start code or zeros at %d", j).isFalse();
            }
            assertThat(NalUnit.splitAnnexB(HevcStream.concat(new byte[] {0, 0, 1}, bytes, new byte[] {0, 0, 1}, bytes)))
                    .isEqualTo(List.of(unit, unit));
        }
    }
}
