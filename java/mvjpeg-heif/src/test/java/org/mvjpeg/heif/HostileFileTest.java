package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mvjpeg.heif.RawFile.DATA;
import static org.mvjpeg.heif.RawFile.full;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFileTest {
    private static final long[] EDGES = {0, 1, 2, 7, 8, 15, 16, 0x7fffffff, 0x80000000L, 0xfffffff8L, 0xffffffffL};

    private final RawFile raw = new RawFile();

    /** All that the writer can write, in one file. */
    static byte[] richFile() {
        HevcPicture picture = HevcStream.picture(64, 48, 30);
        return HeifWriter.of(picture)
                .size(63, 47)
                .alpha(HevcStream.picture(64, 48, 20), true)
                .thumbnail(HevcStream.picture(16, 16, 40), 15, 16, Optional.empty())
                .iccProfile(Arrays.copyOf(HeifRoundTripTest.ICC, 40))
                .nclx(new ColourDescription(1, 13, 6, true))
                .rotation(1)
                .mirror(1)
                .exif(HeifRoundTripTest.TIFF)
                .xmp(HeifRoundTripTest.XMP)
                .toByteArray();
    }

    @Test
    void aFileCutOffAnywhereFailsCleanly() {
        byte[] file = richFile();
        int readable = 0;
        for (int length = 0; length < file.length; length++) {
            readable += Everything.read(Arrays.copyOf(file, length), HeifLimits.DEFAULT) ? 1 : 0;
        }

        assertThat(readable).isZero(); // the data come last, and a box that is cut off is no box
        assertThat(Everything.read(file, HeifLimits.DEFAULT)).isTrue();
    }

    @Test
    void anyWrongByteFailsCleanly() {
        byte[] file = richFile();
        int refused = 0;
        for (int i = 0; i < file.length; i++) {
            for (int value : new int[] {0, 0xff, file[i] ^ 0x80, file[i] ^ 1}) {
                byte[] broken = file.clone();
                broken[i] = (byte) value;
                refused += Everything.read(broken, HeifLimits.DEFAULT) ? 0 : 1;
            }
        }

        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void anyWrongNumberFailsCleanly() {
        byte[] file = richFile();
        int refused = 0;
        for (int i = 0; i + 4 <= file.length; i++) {
            for (long edge : EDGES) {
                byte[] broken = file.clone();
                ByteBuffer.wrap(broken).putInt(i, (int) edge);
                refused += Everything.read(broken, HeifLimits.DEFAULT) ? 0 : 1;
            }
        }

        assertThat(refused).isGreaterThan(2_000);
    }

    @Test
    void randomDamageFailsCleanly() {
        Random random = new Random(3);
        List<byte[]> seeds = List.of(richFile(), raw.bytes());
        for (int i = 0; i < 20_000; i++) {
            byte[] seed = seeds.get(i % seeds.size());
            byte[] broken = Arrays.copyOf(seed, seed.length - (random.nextInt(4) == 0 ? random.nextInt(40) : 0));
            for (int j = random.nextInt(6); j >= 0; j--) {
                int from = random.nextInt(broken.length);
                int to = random.nextInt(broken.length);
                int length = Math.min(random.nextInt(24), broken.length - Math.max(from, to));
                switch (random.nextInt(3)) {
                    case 0 -> broken[from] = (byte) random.nextInt();
                    case 1 -> System.arraycopy(seed, from, broken, to, length);
                    default -> broken[from] += (byte) (random.nextInt(5) - 2);
                }
            }
            Everything.read(broken, HeifLimits.DEFAULT);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 7, 100_000, 0xffffffffL})
    void aBoxMustHoldItsHeaderAndLieInItsParent(long size) {
        byte[] file = raw.bytes();
        int meta = metaOffset(file);
        ByteBuffer.wrap(file).putInt(meta + 12, (int) size);

        assertRefused(file, "box 'hdlr' at " + (meta + 12));
    }

    @Test
    void aNestedBoxHasNoOpenEnd() {
        byte[] file = raw.bytes();
        int meta = metaOffset(file);
        ByteBuffer.wrap(file).putInt(meta + 12, 0);

        assertRefused(file, "box 'hdlr' at " + (meta + 12) + ": a size of 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 15, 1L << 32, Long.MAX_VALUE, Long.MAX_VALUE - 20, -1, -16, Long.MIN_VALUE})
    void wideSizesDoNotOverflow(long size) {
        byte[] file = raw.bytes();
        int meta = metaOffset(file);
        ByteBuffer.wrap(file).putInt(meta, 1).putLong(meta + 8, size);

        assertRefused(file, " at " + meta);
    }

    @Test
    void boxesInsideThemselvesEndAtTheDepthLimit() {
        BoxWriter nest = new BoxWriter();
        for (int i = 0; i < 5_000; i++) {
            byte[] inner = nest.toByteArray();
            nest = new BoxWriter().box("iprp", box -> box.bytes(inner));
        }
        byte[] nested = nest.toByteArray();
        byte[] file = HevcStream.concat(Arrays.copyOf(raw.bytes(), 20), nested);

        assertRefused(file, "nested deeper than 16");
    }

    @Test
    void hugeCountsAreRefusedBeforeAnythingIsAllocated() {
        raw.iloc = box -> full(box, 2).u16(0).u32(0xffffffffL);
        assertRefused(raw.bytes(), "box 'iloc'");
        RawFile second = new RawFile();
        second.iinf = box -> full(box, 1).u32(0xffffffffL);
        assertRefused(second.bytes(), "box 'iinf'");
        RawFile third = new RawFile();
        third.ipma = box -> full(box, 0).u32(0xffffffffL);
        assertRefused(third.bytes(), "box 'ipma'");
        RawFile fourth = new RawFile();
        fourth.iref = box -> full(box, 0).box("dimg", dimg -> dimg.u16(1).u16(0xffff));
        assertRefused(fourth.bytes(), "box 'dimg'");
    }

    @Test
    void extentsBeyondTheFileAreRefused() {
        long[][] extents = {
            {DATA, 1 << 20},
            {1 << 20, 1},
            {0xffffffffL, 0xffffffffL},
            {Long.MAX_VALUE, Long.MAX_VALUE},
            {DATA, -1},
            {-1, 1}
        };
        for (long[] extent : extents) {
            raw.iloc = box -> {
                full(box, 0).u16(0x8880).u16(1).u16(1).u16(0);
                u64(box, extent[0] / 2).u16(1);
                u64(u64(box, extent[0]), extent[1]);
            };
            assertRefused(raw.bytes(), "box 'iloc'");
        }
    }

    @Test
    void whatTheReaderCannotReachIsSaidWhenItIsAskedFor() throws HeifException {
        raw.iloc = box -> full(box, 1)
                .u16(0x4400)
                .u16(1)
                .u16(1)
                .u16(2)
                .u16(0)
                .u16(1)
                .u32(0)
                .u32(1);
        HeifFile itemOffsets = raw.read();
        assertThatThrownBy(() -> itemOffsets.primary().data()).hasMessageContaining("construction method 2");
        raw.iloc = box ->
                full(box, 0).u16(0x4400).u16(1).u16(1).u16(3).u16(1).u32(0).u32(1);
        HeifFile elsewhere = raw.read();
        assertThatThrownBy(() -> elsewhere.primary().data()).hasMessageContaining("another file");
        raw.iloc = box -> full(box, 0).u16(0x4400).u16(0);
        HeifFile nowhere = raw.read();
        assertThatThrownBy(() -> nowhere.picture(nowhere.primary())).hasMessageContaining("no entry in 'iloc'");
    }

    @Test
    void contradictionsAreRefused() throws HeifException {
        raw.ipma = box -> full(box, 0).u32(1).u16(1).u8(1).u8(9);
        assertRefused(raw.bytes(), "item 1 has property 9 of 2");
        raw.ipma = box -> full(box, 0).u32(1).u16(1).u8(2).u8(2).u8(2);
        assertRefused(raw.bytes(), "two properties of the kind Ispe");
        raw.ipma = box -> full(box, 0).u32(2).u16(1).u8(0).u16(1).u8(0);
        assertRefused(raw.bytes(), "item 1 occurs twice");
        raw.ipma = box -> full(box, 0).u32(0);
        HeifFile bare = raw.read();
        assertThatThrownBy(() -> bare.picture(bare.primary())).hasMessageContaining("no 'hvcC'");
        raw.pitm = box -> full(box, 0).u16(7);
        assertRefused(raw.bytes(), "item 7 is not there");

        RawFile wrongSize = new RawFile();
        wrongSize.ipco = box -> {
            box.box("hvcC", hvcC -> hvcC.bytes(RawFile.PICTURE.decoderConfiguration()));
            RawFile.ispe(box, 64, 64);
        };
        HeifFile file = wrongSize.read();
        assertThatThrownBy(() -> file.picture(file.primary()))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("'ispe' says 64x64, the SPS 64x48");
    }

    @Test
    void whatIsNoHeifStillImageIsSaidPlainly() {
        assertRefused(new byte[0], "not a HEIF file");
        assertRefused("\u00ff\u00d8\u00ff\u00e0".repeat(9).getBytes(StandardCharsets.ISO_8859_1), "\\xff\\xd8");
        assertRefused(Arrays.copyOf(raw.bytes(), DATA + raw.data.length), "no 'meta' box");
        byte[] sequence = new BoxWriter()
                .bytes(Arrays.copyOf(raw.bytes(), 20))
                .box("moov", box -> {})
                .toByteArray();
        assertRefused(sequence, "image sequences are not supported");
        raw.hdlr = box -> full(box, 0).u32(0).fourCc("vide").bytes(new byte[13]);
        assertRefused(raw.bytes(), "handler_type is 'vide'");
    }

    @Test
    void aMillionTinyUnitsAreNotKept() {
        byte[] hvcC = RawFile.PICTURE.decoderConfiguration();
        BoxWriter sample = new BoxWriter();
        for (int i = 0; i < 1_000; i++) {
            sample.u32(3).u8(HevcStream.IDR_N_LP << 1).u8(1).u8(i == 0 ? 0x80 : 0);
        }

        assertThatThrownBy(() -> HevcPicture.ofItem(hvcC, sample.toByteArray()))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("more than 600 slice segments");
    }

    @Test
    void anyWrongByteOfAStreamFailsCleanly() throws HeifException {
        HevcStream stream = new HevcStream();
        stream.nalType = HevcStream.CRA;
        stream.everySyntaxElement = true;
        stream.subLayers = 2;
        List<byte[]> streams = new ArrayList<>();
        streams.add(stream.picture().annexB());
        streams.add(HevcStream.resource("main-still-64x48-qp30.hevc"));
        for (byte[] annexB : streams) {
            for (int i = 0; i < annexB.length; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] broken = annexB.clone();
                    broken[i] ^= (byte) (1 << bit);
                    try {
                        HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], broken);
                        assertThat(picture.width()).isBetween(1, picture.codedWidth());
                    } catch (HeifException expected) {
                        assertThat(expected).hasMessageMatching("(?s)(HEVC|SPS|PPS|slice header|NAL unit|Annex B).*");
                    }
                }
            }
        }
    }

    private static BoxWriter u64(BoxWriter box, long value) {
        return box.u32(value >>> 32).u32(value);
    }

    private static int metaOffset(byte[] file) {
        return 20 + ByteBuffer.wrap(file).getInt(20);
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> HeifFile.read(file, HeifLimits.DEFAULT))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining(message);
    }
}
