package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mvjpeg.heif.RawFile.DATA;
import static org.mvjpeg.heif.RawFile.full;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What other writers do and ours does not. */
class HeifFileVersionsTest {
    private final RawFile raw = new RawFile();
    private final byte[] sample = RawFile.PICTURE.sample();

    @Test
    void theFileOfTheseTestsIsReadAsItIs() throws HeifException {
        assertPictureIsRead();
    }

    @Test
    void extentsAreJoinedWithWideFieldsIndexAndBase() throws HeifException {
        int half = sample.length / 2;
        raw.iloc = box -> full(box, 1)
                .u16(0x8888)
                .u16(1)
                .u16(1)
                .u16(0)
                .u16(0)
                .u32(0)
                .u32(DATA)
                .u16(2)
                .bytes(new byte[8])
                .u32(0)
                .u32(0)
                .u32(0)
                .u32(half)
                .bytes(new byte[8])
                .u32(0)
                .u32(half)
                .u32(0)
                .u32(sample.length - half);

        assertPictureIsRead();
    }

    @Test
    void dataMayLieInTheItemDataBox() throws HeifException {
        raw.data = new byte[0];
        raw.idat = box -> box.u32(0xdeadbeefL).bytes(sample);
        raw.iloc = box -> full(box, 2)
                .u16(0x4400)
                .u32(1)
                .u32(1)
                .u16(1)
                .u16(0)
                .u16(1)
                .u32(4)
                .u32(sample.length);

        assertPictureIsRead();
    }

    @Test
    void aSingleExtentWithoutLengthIsTheWholeItemDataBox() throws HeifException {
        raw.idat = box -> box.bytes(sample);
        raw.iloc = box -> full(box, 1).u16(0).u16(1).u16(1).u16(1).u16(0).u16(1);

        assertPictureIsRead();
    }

    @Test
    void idsOfFourBytesAndIndicesOfTwoAreRead() throws HeifException {
        long id = 0xfffffff0L;
        raw.pitm = box -> full(box, 1).u32(id);
        raw.iloc = box -> full(box, 2)
                .u16(0x4400)
                .u32(1)
                .u32(id)
                .u16(0)
                .u16(0)
                .u16(1)
                .u32(DATA)
                .u32(sample.length);
        raw.iinf = box -> full(box, 1)
                .u32(1)
                .fullBox(
                        "infe", 3, 1, infe -> infe.u32(id).u16(0).fourCc("hvc1").string("Łódź"));
        raw.ipma = box ->
                box.u32(0x01000001).u32(1).u32(id).u8(3).u16(0x8001).u16(2).u16(0);
        raw.iref = box -> full(box, 1).box("thmb", thmb -> thmb.u32(id).u16(1).u32(id));

        assertPictureIsRead();
        HeifItem item = raw.read().primary();
        assertThat(item.id()).isEqualTo(id);
        assertThat(item.hidden()).isTrue();
        assertThat(item.name()).isEqualTo("Łódź");
        assertThat(raw.read().thumbnailsOf(item)).extracting(HeifItem::id).containsExactly(id);
    }

    @Test
    void boxesMayHaveSizesOf64BitsOrReachToTheEnd() throws HeifException {
        byte[] file = raw.bytes();
        BoxInfo meta = HeifFile.read(file, HeifLimits.DEFAULT).boxes().get(2);
        byte[] start = Arrays.copyOf(file, (int) meta.offset());
        byte[] payload = Arrays.copyOfRange(file, (int) meta.offset() + 8, file.length);

        BoxWriter wide =
                new BoxWriter().bytes(start).u32(1).fourCc("meta").u32(0).u32(16 + payload.length);
        BoxWriter open = new BoxWriter().bytes(start).u32(0).fourCc("meta");

        for (BoxWriter variant : new BoxWriter[] {wide, open}) {
            HeifFile read = HeifFile.read(variant.bytes(payload).toByteArray(), HeifLimits.DEFAULT);
            assertThat(read.picture(read.primary()).annexB()).isEqualTo(RawFile.PICTURE.annexB());
        }
    }

    @Test
    void anUnknownPropertyIsOnlyFatalWhereItIsEssential() throws HeifException {
        raw.ipco = addLast("abcd");
        raw.ipma = box -> full(box, 0).u32(1).u16(1).u8(3).u8(0x81).u8(2).u8(3);
        assertPictureIsRead();
        assertThat(raw.read().primary().properties()).contains(new ItemProperty.Unknown("abcd", false));

        raw.ipma = box -> full(box, 0).u32(1).u16(1).u8(3).u8(0x81).u8(2).u8(0x83);

        HeifFile file = raw.read();
        assertThatThrownBy(() -> file.picture(file.primary()))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("'abcd' is essential");
    }

    @Test
    void exifBehindAPrefixIsFound() throws HeifException {
        byte[] tiff = "MM\0*".getBytes(StandardCharsets.ISO_8859_1);
        byte[] item = new BoxWriter().u32(6).fourCc("Exif").u16(0).bytes(tiff).toByteArray();
        raw.data = HevcStream.concat(sample, item);
        raw.iinf = box -> RawFile.infe(RawFile.infe(full(box, 0).u16(2), 1, "hvc1"), 2, "Exif");
        raw.iloc = box -> full(box, 0)
                .u16(0x4400)
                .u16(2)
                .u16(1)
                .u16(0)
                .u16(1)
                .u32(DATA)
                .u32(sample.length)
                .u16(2)
                .u16(0)
                .u16(1)
                .u32(DATA + sample.length)
                .u32(item.length);

        assertThat(raw.read().exif())
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(tiff));
    }

    private void assertPictureIsRead() throws HeifException {
        HeifFile file = raw.read();
        assertThat(file.primary().data()).isEqualTo(sample);
        assertThat(file.picture(file.primary()).annexB()).isEqualTo(RawFile.PICTURE.annexB());
    }

    private Consumer<BoxWriter> addLast(String type) {
        var before = raw.ipco;
        return box -> {
            before.accept(box);
            box.box(type, inner -> inner.u32(7));
        };
    }
}
