package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mvjpeg.heif.RawFile.DATA;
import static org.mvjpeg.heif.RawFile.full;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    private int rows = 2;
    private int columns = 3;
    private long width = 190;
    private long height = 90;
    private int references = 6;
    private int tileSizeIndex = 2;
    private String tileType = "hvc1";
    private boolean wideFields;

    @Test
    void tilesComeRowByRow() throws HeifException {
        for (boolean wide : new boolean[] {false, true}) {
            wideFields = wide;
            HeifFile file = file();

            Grid grid = file.grid(file.primary());

            assertThat(grid.rows()).isEqualTo(2);
            assertThat(grid.columns()).isEqualTo(3);
            assertThat(grid.outputWidth()).isEqualTo(190);
            assertThat(grid.outputHeight()).isEqualTo(90);
            assertThat(grid.tileWidth()).isEqualTo(64);
            assertThat(grid.tileHeight()).isEqualTo(48);
            assertThat(grid.tiles()).extracting(HeifItem::id).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
            for (HeifItem tile : grid.tiles()) {
                assertThat(file.picture(tile).annexB()).isEqualTo(RawFile.PICTURE.annexB());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"192, 96, true", "129, 49, true", "193, 96, false", "192, 97, false", "128, 96, false", "192, 48, false"
    })
    void tilesMustMakeUpTheOutput(long width, long height, boolean fits) throws HeifException {
        this.width = width;
        this.height = height;
        HeifFile file = file();

        if (fits) {
            assertThat(file.grid(file.primary()).outputWidth()).isEqualTo((int) width);
        } else {
            assertRefused(file, "where");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 90", "190, 0", "4294967295, 4294967295", "4294967295, 1", "65536, 65536"})
    void absurdSizesAreRefused(long width, long height) throws HeifException {
        this.width = width;
        this.height = height;
        wideFields = true;

        assertRefused(file(), "only 1..");
    }

    @Test
    void theNumberOfTilesMustMatch() throws HeifException {
        references = 5;
        assertRefused(file(), "5 tiles for 2 rows of 3");
        references = 6;
        rows = 256;
        columns = 256;
        assertRefused(file(), "6 tiles for 256 rows of 256");
    }

    @Test
    void aTileOfAnotherSizeIsRefused() throws HeifException {
        tileSizeIndex = 3;
        assertRefused(file(), "another size");
    }

    @Test
    void aTileWithATransformIsRefused() throws HeifException {
        tileSizeIndex = 4;
        assertRefused(file(), "has the transform Rotation");
    }

    @Test
    void aGridOfGridsIsRefused() throws HeifException {
        tileType = "grid";
        assertRefused(file(), "only 'hvc1' items");
    }

    @Test
    void aSizePropertyThatContradictsIsRefused() throws HeifException {
        HeifFile file = file(5);
        assertRefused(file, "'ispe' says 191x90, the grid 190x90");
    }

    @Test
    void aTileThatIsNotThereIsRefused() throws HeifException {
        references = 7;
        rows = 1;
        columns = 7;
        assertRefused(file(), "item 8 is not there");
    }

    private HeifFile file() throws HeifException {
        return file(0);
    }

    /** Item 1 is a grid of items 2.. (the last with another property), all of the same data. */
    private HeifFile file(int gridProperty) throws HeifException {
        RawFile raw = new RawFile();
        BoxWriter grid =
                new BoxWriter().u8(0).u8(wideFields ? 1 : 0).u8(rows - 1).u8(columns - 1);
        if (wideFields) {
            grid.u32(width).u32(height);
        } else {
            grid.u16((int) width).u16((int) height);
        }
        byte[] sample = raw.data;
        byte[] derivation = grid.toByteArray();
        raw.data = HevcStream.concat(sample, derivation);
        raw.iinf = box -> {
            RawFile.infe(full(box, 0).u16(7), 1, "grid");
            for (int id = 2; id <= 7; id++) {
                RawFile.infe(box, id, id == 7 ? tileType : "hvc1");
            }
        };
        raw.iloc = box -> {
            full(box, 0).u16(0x4400).u16(7);
            box.u16(1).u16(0).u16(1).u32(DATA + sample.length).u32(derivation.length);
            for (int id = 2; id <= 7; id++) {
                box.u16(id).u16(0).u16(1).u32(DATA).u32(sample.length);
            }
        };
        raw.iref = box -> full(box, 0).box("dimg", dimg -> {
            dimg.u16(1).u16(references);
            for (int i = 0; i < references; i++) {
                dimg.u16(2 + i);
            }
        });
        raw.ipco = box -> {
            box.box("hvcC", hvcC -> hvcC.bytes(RawFile.PICTURE.decoderConfiguration()));
            RawFile.ispe(box, 64, 48);
            RawFile.ispe(box, 64, 40);
            box.box("irot", irot -> irot.u8(1));
            RawFile.ispe(box, 191, 90);
        };
        raw.ipma = box -> {
            full(box, 0).u32(7).u16(1).u8(1).u8(gridProperty);
            for (int id = 2; id <= 7; id++) {
                boolean last = id == 7;
                box.u16(id)
                        .u8(3)
                        .u8(0x81)
                        .u8(last && tileSizeIndex == 3 ? 3 : 2)
                        .u8(last && tileSizeIndex == 4 ? 4 : 0);
            }
        };
        return raw.read();
    }

    private static void assertRefused(HeifFile file, String message) {
        assertThatThrownBy(() -> file.grid(file.primary()))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining(message);
    }
}
