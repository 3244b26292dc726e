package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeifLayoutTest {
    private final HevcPicture picture = HevcStream.picture(64, 48, 30);

    @Test
    void thePlainFileIsByteForByteWhatTheStandardsAskFor() {
        byte[] hvcC = picture.decoderConfiguration();
        byte[] sample = picture.sample();
        int ipco = 8 + 8 + hvcC.length + 20 + 16;
        int iprp = 8 + ipco + 22;
        int meta = 12 + 33 + 14 + 30 + 35 + iprp;
        String expected = "00000020 66747970 68656963 00000000 68656963 6d696631 6d696166 4d694842"
                + hex(meta) + "6d657461 00000000"
                + "00000021 68646c72 00000000 00000000 70696374 00000000 00000000 00000000 00"
                + "0000000e 7069746d 00000000 0001"
                + "0000001e 696c6f63 00000000 4400 0001 0001 0000 0001" + hex(32 + meta + 8) + hex(sample.length)
                + "00000023 69696e66 00000000 0001 00000015 696e6665 02000000 0001 0000 68766331 00"
                + hex(iprp) + "69707270" + hex(ipco) + "6970636f"
                + hex(8 + hvcC.length) + "68766343" + HexFormat.of().formatHex(hvcC)
                + "00000014 69737065 00000000 00000040 00000030"
                + "00000010 70697869 00000000 03080808"
                + "00000016 69706d61 00000000 00000001 0001 03 81 02 03"
                + hex(8 + sample.length) + "6d646174" + HexFormat.of().formatHex(sample);

        assertThat(HexFormat.of().formatHex(HeifWriter.of(picture).toByteArray()))
                .isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void oddSizesClaimNoMiafBrand() throws HeifException {
        assertThat(brands(HeifWriter.of(picture))).containsExactly("heic", "heic", "mif1", "miaf", "MiHB");
        assertThat(brands(HeifWriter.of(picture).size(62, 46))).containsExactly("heic", "heic", "mif1", "miaf", "MiHB");
        assertThat(brands(HeifWriter.of(picture).size(63, 48))).containsExactly("heic", "heic", "mif1");
        assertThat(brands(HeifWriter.of(picture).size(64, 47))).containsExactly("heic", "heic", "mif1");
    }

    @Test
    void theMajorBrandFollowsTheProfile() throws HeifException {
        HevcStream stream = new HevcStream();
        stream.bitDepth = 10;
        stream.profile = 2;
        assertThat(brands(HeifWriter.of(stream.picture()))).containsExactly("heix", "heix", "mif1", "miaf", "MiHB");
        stream.profile = 4;
        assertThat(brands(HeifWriter.of(stream.picture()))).containsExactly("heix", "heix", "mif1", "miaf");
    }

    @Test
    void propertiesThatPictureAndAlphaShareAreWrittenOnce() throws HeifException {
        HeifFile file = HeifRoundTripTest.read(
                HeifWriter.of(picture).alpha(picture, false).size(63, 47).rotation(1));

        assertThat(properties(file)).containsExactly("hvcC", "ispe", "pixi", "clap", "irot", "auxC");
    }

    @Test
    void propertiesStandInTheirOrder() throws HeifException {
        HeifFile file = HeifRoundTripTest.read(HeifWriter.of(picture)
                .mirror(0)
                .rotation(1)
                .size(63, 47)
                .nclx(new ColourDescription(1, 13, 6, true))
                .iccProfile(HeifRoundTripTest.ICC));

        assertThat(properties(file)).containsExactly("hvcC", "ispe", "pixi", "colr", "colr", "clap", "irot", "imir");
    }

    @Test
    void onlyTheDecoderConfigurationAndTheTransformsAreEssential() throws HeifException {
        byte[] bytes = HeifWriter.of(picture)
                .alpha(picture, false)
                .size(63, 47)
                .rotation(1)
                .toByteArray();
        BoxInfo iprp = meta(HeifFile.read(bytes, HeifLimits.DEFAULT)).requiredChild("iprp");
        BoxInfo ipma = iprp.requiredChild("ipma");

        byte[] associations = Arrays.copyOfRange(bytes, (int) ipma.offset() + 12, (int) (ipma.offset() + ipma.size()));

        assertThat(associations)
                .containsExactly(0, 0, 0, 2, 0, 1, 5, 0x81, 2, 3, 0x84, 0x85, 0, 2, 6, 0x81, 2, 3, 6, 0x84, 0x85);
    }

    @Test
    void theBoxTreeCoversTheFile() throws HeifException {
        byte[] bytes = HeifWriter.of(picture).exif(HeifRoundTripTest.TIFF).toByteArray();

        HeifFile file = HeifFile.read(bytes, HeifLimits.DEFAULT);

        assertThat(file.boxes()).extracting(BoxInfo::type).containsExactly("ftyp", "meta", "mdat");
        assertThat(file.boxes().stream().mapToLong(BoxInfo::size).sum()).isEqualTo(bytes.length);
        assertThat(meta(file).children())
                .extracting(BoxInfo::type)
                .containsExactly("hdlr", "pitm", "iloc", "iinf", "iref", "iprp");
    }

    private static BoxInfo meta(HeifFile file) {
        return file.boxes().get(1);
    }

    private static List<String> properties(HeifFile file) throws HeifException {
        return meta(file).requiredChild("iprp").requiredChild("ipco").children().stream()
                .map(BoxInfo::type)
                .toList();
    }

    private static List<String> brands(HeifWriter writer) throws HeifException {
        return HeifRoundTripTest.read(writer).brands();
    }

    private static String hex(int value) {
        return HexFormat.of().toHexDigits(value);
    }
}
