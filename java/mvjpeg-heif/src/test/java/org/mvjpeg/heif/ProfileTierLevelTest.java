package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProfileTierLevelTest {
    private static HevcStream stream(int chromaFormat, int bitDepth) {
        HevcStream stream = new HevcStream();
        stream.chromaFormat = chromaFormat;
        stream.bitDepth = bitDepth;
        stream.profile = 4;
        return stream;
    }

    @Test
    void onlyTheProfileChanges() throws Exception {
        HevcPicture before = stream(1, 10).picture();

        HevcPicture after = before.asMain10StillPicture();

        assertThat(before.profile()).isEqualTo(4);
        assertThat(after.profile()).isEqualTo(2);
        assertThat(after.level()).isEqualTo(before.level());
        assertThat(after.bitDepthLuma()).isEqualTo(10);
        assertThat(after.width()).isEqualTo(before.width());
        assertThat(after.qp()).isEqualTo(before.qp());
        assertThat(after.sample()).isEqualTo(before.sample());
        // H.265 7.3.3: idc 2, compatibility flag 2, source flags as before, seven zeros, one picture only, zeros.
        byte[] claims = Arrays.copyOfRange(after.decoderConfiguration(), 1, 12);
        byte[] source = Arrays.copyOfRange(before.decoderConfiguration(), 6, 7);
        assertThat(claims).containsExactly(2, 0x20, 0, 0, 0, source[0] & 0xf0, 0x10, 0, 0, 0, 0);
        byte[] written = HeifWriter.of(after).toByteArray();
        assertThat(HeifFile.read(written, HeifLimits.DEFAULT).brands()).contains("heix", "MiHB");
    }

    @Test
    void theSetsSayTheSameAsTheRecord() throws Exception {
        HevcPicture after = stream(1, 10).picture().asMain10StillPicture();
        for (NalUnit unit : NalUnit.splitAnnexB(after.annexB())) {
            if (unit.type() == NalUnit.VPS || unit.type() == NalUnit.SPS) {
                int at = unit.type() == NalUnit.VPS ? 4 : 1;
                assertThat(Arrays.copyOfRange(unit.rbsp(), at, at + 12))
                        .isEqualTo(Arrays.copyOfRange(after.decoderConfiguration(), 1, 13));
            }
        }
    }

    @Test
    void whatMain10HasNotIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream(1, 12).picture().asMain10StillPicture())
                .withMessageContaining("12 bits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream(3, 10).picture().asMain10StillPicture())
                .withMessageContaining("chroma_format_idc 3");
        HevcStream layered = stream(1, 10);
        layered.subLayers = 3;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layered.picture().asMain10StillPicture())
                .withMessageContaining("3 temporal sub-layers");
    }
}
