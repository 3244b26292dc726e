package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each limit is set to what the file needs, and then to one less. */
class HeifLimitsTest {
    private final byte[] file = HostileFileTest.richFile();

    @Test
    void fileSize() {
        assertLimit(n -> HeifLimits.DEFAULT.withMaxFileSize(n), file.length, "the file has");
    }

    @Test
    void pixels() {
        assertLimit(n -> HeifLimits.DEFAULT.withMaxPixels(n), 64 * 48, "a picture of 64x48 pixels");
    }

    @Test
    void boxDepth() {
        assertLimit(n -> HeifLimits.DEFAULT.withMaxBoxDepth(n), 4, "nested deeper than 3");
    }

    @Test
    void boxes() {
        // ftyp, meta, mdat; 6 in meta; 5 infe; 5 references; ipco and ipma; 12 properties
        assertLimit(n -> HeifLimits.DEFAULT.withMaxBoxes(n), 3 + 6 + 5 + 5 + 2 + 12, "boxes");
    }

    @Test
    void items() {
        assertLimit(n -> HeifLimits.DEFAULT.withMaxItems(n), 5, "5 items, at most 4");
    }

    @Test
    void properties() {
        assertLimit(n -> HeifLimits.DEFAULT.withMaxProperties(n), 12, "12 properties, at most 11");
    }

    @Test
    void references() {
        assertLimit(n -> HeifLimits.DEFAULT.withMaxReferences(n), 5, "more than 4 item references");
    }

    @Test
    void iccSize() {
        assertLimit(n -> HeifLimits.DEFAULT.withMaxIccSize(n), 40, "an ICC profile of 40 bytes");
    }

    @Test
    void extentsPerItem() {
        HeifLimits one = HeifLimits.DEFAULT.withMaxExtentsPerItem(1);
        RawFile raw = new RawFile();
        raw.iloc = box -> RawFile.full(box, 0)
                .u16(0x4400)
                .u16(1)
                .u16(1)
                .u16(0)
                .u16(2)
                .u32(RawFile.DATA)
                .u32(1)
                .u32(RawFile.DATA)
                .u32(1);

        assertThat(Everything.read(raw.bytes(), one.withMaxExtentsPerItem(2))).isTrue();
        assertThatThrownBy(() -> HeifFile.read(raw.bytes(), one))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("item 1 has 2 extents, at most 1");
    }

    @Test
    void memoryOfOneItem() throws HeifException {
        long size = HeifFile.read(file, HeifLimits.DEFAULT).primary().size();

        assertThat(HeifFile.read(file, HeifLimits.DEFAULT.withMaxMemory(size))
                        .primary()
                        .data())
                .hasSize((int) size);
        HeifItem item =
                HeifFile.read(file, HeifLimits.DEFAULT.withMaxMemory(size - 1)).primary();
        assertThatThrownBy(item::data).isInstanceOf(HeifException.class).hasMessageContaining("at most " + (size - 1));
    }

    @Test
    void theSizeInTheStreamCountsToo() throws HeifException {
        HevcPicture big = HevcStream.picture(4096, 4096, 30);
        RawFile raw = new RawFile();
        raw.ipco = box -> {
            box.box("hvcC", hvcC -> hvcC.bytes(big.decoderConfiguration()));
            RawFile.ispe(box, 64, 48);
        };
        HeifFile read = HeifFile.read(raw.bytes(), HeifLimits.DEFAULT.withMaxPixels(4096 * 4096 - 1));

        assertThatThrownBy(() -> read.picture(read.primary()))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("16777216 pixels, at most 16777215");
    }

    @Test
    void aLimitOfNothingIsNoLimit() {
        assertThatThrownBy(() -> HeifLimits.DEFAULT.withMaxItems(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxItems is 0");
    }

    private void assertLimit(Function<Integer, HeifLimits> limits, int needed, String message) {
        assertThat(Everything.read(file, limits.apply(needed))).isTrue();
        assertThatThrownBy(() -> HeifFile.read(file, limits.apply(needed - 1)))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining(message);
    }
}
