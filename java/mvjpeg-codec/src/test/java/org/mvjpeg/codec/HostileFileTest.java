package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HevcPicture;

/** A broken file gives a picture or one of two exceptions; nothing else, and never a crash. */
class HostileFileTest {
    private static byte[] file;
    private static MvjpegDecoder decoder;

    @BeforeAll
    static void encode() {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            BufferedImage image = Drawings.noise(33, 21, BufferedImage.TYPE_INT_ARGB, 3);
            EncoderOptions options =
                    EncoderOptions.builder().qp(36).device(Device.CPU).build();
            file = encoder.encode(Pixels.of(image), options).heif();
        }
        decoder = new MvjpegDecoder(HeifLimits.DEFAULT.withMaxPixels(1 << 20));
    }

    @AfterAll
    static void close() {
        decoder.close();
    }

    /** @return whether it was refused */
    private static boolean refused(byte[] broken) {
        try {
            BufferedImage image = decoder.decode(broken);
            assertThat(image.getWidth()).isPositive();
            return false;
        } catch (HeifException | CodecException e) {
            assertThat(e).hasMessageMatching("(?s).{10,}");
            return true;
        }
    }

    @Test
    void everyByteMayBeAnyOther() {
        Random random = new Random(11);
        int refused = 0;
        for (int at = 0; at < file.length; at++) {
            for (int value : new int[] {0, 0xFF, file[at] ^ 1 << random.nextInt(8)}) {
                byte[] broken = file.clone();
                broken[at] = (byte) value;
                refused += refused(broken) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(file.length / 8);
    }

    @Test
    void everyByteOfAGridsHeadMayBeAnyOther() throws Exception {
        byte[] grid;
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            BufferedImage image = Drawings.scene(300, 20, BufferedImage.TYPE_INT_ARGB);
            image.setRGB(0, 0, 0);
            EncoderOptions options =
                    EncoderOptions.builder().qp(45).tile(256).device(Device.CPU).build();
            grid = encoder.encode(Pixels.of(image), options).heif();
        }
        HeifFile whole = HeifFile.read(grid, HeifLimits.DEFAULT);
        assertThat(whole.grid(whole.primary()).tiles()).hasSize(2);
        int head = (int) whole.boxes().get(2).offset();
        Random random = new Random(13);
        int refused = 0;
        for (int at = 0; at < head; at++) {
            for (int value : new int[] {0xFF, grid[at] ^ 1 << random.nextInt(8)}) {
                byte[] broken = grid.clone();
                broken[at] = (byte) value;
                refused += refused(broken) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(head / 4);
        assertThat(refused(grid)).isFalse();
    }

    @Test
    void everyByteOfADerivedPicturesHeadMayBeAnyOther() throws Exception {
        HevcPicture tile;
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            EncoderOptions options =
                    EncoderOptions.builder().qp(45).device(Device.CPU).build();
            byte[] coded = encoder.encode(Pixels.of(Drawings.flat(32, 32, 0x336699)), options)
                    .heif();
            HeifFile heif = HeifFile.read(coded, HeifLimits.DEFAULT);
            tile = heif.picture(heif.primary());
        }
        HeifBuilder builder = new HeifBuilder();
        byte[] canvas = HeifBuilder.bytes(
                (short) 0, 0, 0x4000, (short) 70, (short) 50, (short) -3, (short) 2, (short) 40, (short) 30);
        builder.item("iovl", canvas, HeifBuilder.ispe(70, 50), HeifBuilder.box("irot", (byte) 1));
        byte[] cells = HeifBuilder.bytes((byte) 0, (byte) 0, (byte) 0, (byte) 1, (short) 60, (short) 30);
        builder.item("grid", cells, HeifBuilder.ispe(60, 30), HeifBuilder.box("imir", (byte) 1));
        builder.item("iden", new byte[0], HeifBuilder.box("clap", 20, 1, 10, 1, 0, 1, 0, 1));
        builder.picture(tile);
        builder.refer("dimg", 1, 2, 3);
        builder.refer("dimg", 2, 4, 4);
        builder.refer("dimg", 3, 4);
        byte[] derived = builder.build();
        assertThat(refused(derived)).isFalse();
        int head = derived.length - tile.sample().length;
        Random random = new Random(14);
        int refused = 0;
        for (int at = 0; at < head; at++) {
            for (int value : new int[] {0, 0xFF, derived[at] ^ 1 << random.nextInt(8)}) {
                byte[] broken = derived.clone();
                broken[at] = (byte) value;
                refused += refused(broken) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(head / 4);
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < file.length; length++) {
            assertThat(refused(Arrays.copyOf(file, length)))
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    @Test
    void severalBytesAtOnceMayChange() {
        Random random = new Random(12);
        for (int round = 0; round < 1500; round++) {
            byte[] broken = file.clone();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            refused(broken);
        }
    }
}
