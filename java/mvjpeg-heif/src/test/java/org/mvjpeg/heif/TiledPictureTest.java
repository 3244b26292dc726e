package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mvjpeg.heif.HeifRoundTripTest.ICC;
import static org.mvjpeg.heif.HeifRoundTripTest.TIFF;
import static org.mvjpeg.heif.HeifRoundTripTest.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.heif.ItemProperty.CleanAperture;
import org.mvjpeg.heif.ItemProperty.Ispe;

class TiledPictureTest {
    /** Tiles of 128x64 with a QP of its own for each, by which they are told apart. */
    private static TiledPicture tiled(int columns, int rows, int width, int height, int firstQp) {
        List<HevcPicture> tiles = new ArrayList<>();
        for (int i = 0; i < columns * rows; i++) {
            tiles.add(HevcStream.picture(128, 64, firstQp + i));
        }
        return new TiledPicture(columns, rows, width, height, tiles);
    }

    /** A grid with all that belongs to it. */
    static byte[] richFile() {
        return HeifWriter.of(tiled(2, 2, 200, 128, 20))
                .alpha(tiled(2, 2, 200, 128, 40), true)
                .size(199, 128)
                .rotation(1)
                .mirror(0)
                .exif(TIFF)
                .toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 384, 128", "3, 2, 258, 66", "1, 1, 2, 2", "1, 4, 128, 250", "5, 1, 600, 64"})
    void tilesComeBackRowByRow(int columns, int rows, int width, int height) throws HeifException {
        TiledPicture picture = tiled(columns, rows, width, height, 20);

        HeifFile file = read(HeifWriter.of(picture));

        Grid grid = file.grid(file.primary());
        assertThat(List.of(grid.columns(), grid.rows(), grid.outputWidth(), grid.outputHeight()))
                .containsExactly(columns, rows, width, height);
        assertThat(List.of(grid.tileWidth(), grid.tileHeight())).containsExactly(128, 64);
        for (int i = 0; i < grid.tiles().size(); i++) {
            HeifItem tile = grid.tiles().get(i);
            assertThat(tile.hidden()).isTrue();
            assertThat(file.picture(tile).annexB())
                    .isEqualTo(picture.tiles().get(i).annexB());
        }
        assertThat(file.primary().type()).isEqualTo("grid");
        assertThat(file.primary().hidden()).isFalse();
        assertThat(file.primary().properties())
                .containsExactly(new Ispe(width, height), new ItemProperty.Pixi(List.of(8, 8, 8)));
        assertThat(file.brands()).containsExactly("heic", "heic", "mif1", "miaf", "MiHB");
    }

    @Test
    void transformsAndCropBelongToTheWholeAlone() throws HeifException {
        HeifFile file = read(HeifWriter.of(tiled(2, 2, 256, 128, 30))
                .size(255, 127)
                .rotation(3)
                .mirror(1)
                .iccProfile(ICC)
                .exif(TIFF));

        HeifItem primary = file.primary();
        assertThat(primary.properties())
                .containsExactly(
                        new Ispe(256, 128),
                        new ItemProperty.Pixi(List.of(8, 8, 8)),
                        new ItemProperty.ColourProfile(ICC),
                        CleanAperture.topLeft(255, 127, 256, 128),
                        new ItemProperty.Rotation(3),
                        new ItemProperty.Mirror(1));
        for (HeifItem tile : file.grid(primary).tiles()) {
            assertThat(tile.properties())
                    .extracting(property -> property.getClass().getSimpleName())
                    .containsExactly("HevcConfiguration", "Ispe", "Pixi", "ColourProfile");
        }
        assertThat(file.exif()).hasValueSatisfying(tiff -> assertThat(tiff).isEqualTo(TIFF));
        assertThat(file.brands()).containsExactly("heic", "heic", "mif1");
    }

    @Test
    void alphaIsAGridOfItsOwn() throws HeifException {
        TiledPicture colour = tiled(2, 1, 200, 60, 20);
        TiledPicture plane = tiled(2, 1, 200, 60, 40);

        HeifFile file = read(HeifWriter.of(colour).alpha(plane, true).size(199, 60));

        HeifItem alpha = file.alphaOf(file.primary()).orElseThrow();
        assertThat(file.premultiplied(file.primary())).isTrue();
        assertThat(file.picture(file.grid(alpha).tiles().get(1)).qp()).isEqualTo(41);
        assertThat(file.picture(file.grid(file.primary()).tiles().get(1)).qp()).isEqualTo(21);
        assertThat(alpha.property(CleanAperture.class))
                .isPresent()
                .isEqualTo(file.primary().property(CleanAperture.class));
        assertThatThrownBy(() -> HeifWriter.of(colour).alpha(tiled(2, 1, 202, 60, 40), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("202x60 pixels, the picture 200x60");
    }

    @Test
    void whatTilesShareIsWrittenOnce() throws HeifException {
        TiledPicture colour = tiled(3, 3, 300, 190, 20);

        HeifFile file = read(HeifWriter.of(colour).alpha(tiled(3, 3, 300, 190, 30), false));

        BoxInfo meta = file.boxes().get(1);
        assertThat(meta.requiredChild("iprp").requiredChild("ipco").children())
                .extracting(BoxInfo::type)
                .containsExactly("ispe", "pixi", "hvcC", "ispe", "auxC");
        assertThat(meta.requiredChild("iref").children())
                .extracting(BoxInfo::type)
                .containsExactly("dimg", "dimg", "auxl");
    }

    /** Clause 6.6.2.3.2 of ISO/IEC 23008-12, clauses 8.11.3 and 8.11.11 of ISO/IEC 14496-12. */
    @ParameterizedTest
    @CsvSource({
        "384, 128, 00 00 01 02 0180 0080",
        "258, 66, 00 00 01 02 0102 0042",
    })
    void theDerivationStandsInTheMetaBox(int width, int height, String expected) throws HeifException {
        byte[] bytes = HeifWriter.of(tiled(3, 2, width, height, 20)).toByteArray();
        HeifFile file = HeifFile.read(bytes, HeifLimits.DEFAULT);

        BoxInfo meta = file.boxes().get(1);
        BoxInfo idat = meta.child("idat").orElseThrow();
        assertThat(HexFormat.of().formatHex(bytes, (int) idat.offset() + 8, (int) (idat.offset() + idat.size())))
                .isEqualTo(expected.replace(" ", ""));
        BoxInfo iloc = meta.requiredChild("iloc");
        int firstItem = (int) iloc.offset() + 8;
        // version 1, fields of four bytes, seven items; item 1 in idat at 0 with 8 bytes; item 2 in the file
        String size = HexFormat.of()
                .toHexDigits(tiled(3, 2, width, height, 20).tiles().get(0).sample().length);
        String mdat = HexFormat.of().toHexDigits((int) file.boxes().get(2).offset() + 8);
        assertThat(HexFormat.of().formatHex(bytes, firstItem, firstItem + 8 + 32))
                .isEqualTo(("01000000 4400 0007" + "0001 0001 0000 0001 00000000 00000008" + "0002 0000 0000 0001"
                                + mdat + size)
                        .replace(" ", ""));
    }

    @Test
    void aWideWholeHasWideFields() throws HeifException {
        HevcPicture tile = HevcStream.picture(640, 64, 30);
        TiledPicture picture = new TiledPicture(103, 1, 65_536, 64, Collections.nCopies(103, tile));

        HeifFile file = read(HeifWriter.of(picture));

        assertThat(HexFormat.of().formatHex(file.primary().data())).isEqualTo("000100660001000000000040");
        assertThat(file.grid(file.primary()).outputWidth()).isEqualTo(65_536);
    }

    @Test
    void theDefaultLimitsLetTheMostTilesThroughTwice() throws HeifException {
        HevcPicture tile = HevcStream.picture(64, 64, 30);
        TiledPicture many = new TiledPicture(256, 17, 256 * 64, 17 * 64, Collections.nCopies(256 * 17, tile));

        HeifFile file = read(HeifWriter.of(many).alpha(many, false).exif(TIFF));

        assertThat(file.grid(file.alphaOf(file.primary()).orElseThrow()).tiles())
                .hasSize(256 * 17);
    }

    @Test
    void whatNoGridCanBeIsRefusedWithItsLimit() {
        HevcPicture tile = HevcStream.picture(64, 64, 30);
        assertRefused(() -> new TiledPicture(0, 1, 64, 64, List.of()), "0 columns of tiles; 1 to 256");
        assertRefused(() -> new TiledPicture(1, 257, 64, 64, List.of(tile)), "257 rows of tiles; 1 to 256");
        assertRefused(() -> new TiledPicture(2, 1, 128, 64, List.of(tile)), "1 tiles for 1 rows of 2");
        assertRefused(
                () -> new TiledPicture(256, 256, 64 * 256, 64 * 256, Collections.nCopies(65_536, tile)),
                "65535 at most");
        assertRefused(() -> new TiledPicture(2, 1, 64, 64, List.of(tile, tile)), "width is 64; 2 tiles of 64 make 65");
        assertRefused(() -> new TiledPicture(1, 1, 64, 66, List.of(tile)), "height is 66; 1 tiles of 64 make 1 to 64");
        assertRefused(() -> new TiledPicture(1, 1, 63, 64, List.of(tile)), "63x64; with subsampled chroma it is even");
        assertRefused(
                () -> new TiledPicture(1, 1, 64, 48, List.of(HevcStream.picture(64, 48, 30))),
                "tiles of 64x48 pixels; sides are multiples of 64");
        assertRefused(
                () -> new TiledPicture(2, 1, 128, 64, List.of(tile, HevcStream.picture(64, 128, 30))),
                "tile 1 has other parameter sets");
        HevcStream gray = HevcStream.of(64, 64, 30);
        gray.chromaFormat = 0;
        assertThat(new TiledPicture(1, 1, 63, 1, List.of(gray.picture())).width())
                .isEqualTo(63);
    }

    @Test
    void everyByteOfTheHeadMayBeAnyOther() throws HeifException {
        byte[] file = richFile();
        int head = (int) HeifFile.read(file, HeifLimits.DEFAULT).boxes().get(2).offset();
        int refused = 0;
        for (int at = 0; at < head; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0xff, file[at] ^ 0x10}) {
                byte[] broken = file.clone();
                broken[at] = (byte) value;
                refused += Everything.read(broken, HeifLimits.DEFAULT) ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(head);
        assertThat(Everything.read(file, HeifLimits.DEFAULT)).isTrue();
    }

    @Test
    void moreItemsThanIdsAreRefused() {
        HevcPicture tile = HevcStream.picture(64, 64, 30);
        TiledPicture most = new TiledPicture(255, 256, 64 * 255, 64 * 256, Collections.nCopies(65_280, tile));
        assertRefused(() -> HeifWriter.of(most).alpha(most, false).toByteArray(), "more than 65535 items");
    }

    private static void assertRefused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
