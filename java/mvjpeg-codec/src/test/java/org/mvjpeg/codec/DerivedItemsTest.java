package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;

/** Identities and overlays, alone and one inside the other, and what hostile files make of them. */
class DerivedItemsTest extends CodecTest {
    private static HevcPicture noise;
    private static HevcPicture gray;
    private static BufferedImage noiseImage;

    @BeforeAll
    static void open() throws Exception {
        noise = coded(Drawings.noise(48, 32, BufferedImage.TYPE_INT_RGB, 1));
        gray = coded(Drawings.flat(32, 32, 0x808080));
        noiseImage = decoder.decode(HeifWriter.of(noise).toByteArray());
    }

    private static HevcPicture coded(BufferedImage image) throws Exception {
        EncoderOptions options = EncoderOptions.builder()
                .qp(20)
                .profile(Profile.OFF)
                .device(Device.CPU)
                .build();
        byte[] file = encoder.encode(Pixels.of(image), options).heif();
        return primary(file);
    }

    private static byte[] overlay(int width, int height, int alpha, int... offsets) {
        byte[] head = HeifBuilder.bytes(
                (short) 0, (short) 0xffff, (short) 0x8000, (short) 0, (short) alpha, (short) width, (short) height);
        Object[] parts = new Object[offsets.length + 1];
        parts[0] = head;
        for (int i = 0; i < offsets.length; i++) {
            parts[i + 1] = (short) offsets[i];
        }
        return HeifBuilder.bytes(parts);
    }

    @Test
    void anIdentityAddsItsTransformsToThoseOfItsPicture() throws Exception {
        HeifBuilder builder = new HeifBuilder();
        builder.item("iden", new byte[0], HeifBuilder.box("irot", (byte) 1));
        builder.item("iden", new byte[0], HeifBuilder.box("imir", (byte) 1));
        builder.picture(noise, HeifBuilder.box("irot", (byte) 1));
        builder.refer("dimg", 1, 2);
        builder.refer("dimg", 2, 3);

        BufferedImage shown = decoder.decode(builder.build());

        assertThat(shown.getWidth()).isEqualTo(48);
        assertThat(shown.getHeight()).isEqualTo(32);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 48; x++) {
                // A quarter, left for right, and a quarter again: left for right alone.
                assertThat(shown.getRGB(x, y)).isEqualTo(noiseImage.getRGB(47 - x, y));
            }
        }
    }

    @Test
    void anIdentityShowsTheAlphaOfItsPicture() throws Exception {
        HeifBuilder builder = new HeifBuilder();
        builder.item("iden", new byte[0], HeifBuilder.box("irot", (byte) 2));
        builder.picture(gray);
        builder.picture(coded(Drawings.noise(32, 32, BufferedImage.TYPE_INT_RGB, 7)), HeifBuilder.alphaType());
        builder.refer("dimg", 1, 2);
        builder.refer("auxl", 3, 2);
        byte[] file = builder.build();
        HeifFile heif = HeifFile.read(file, HeifLimits.DEFAULT);

        BufferedImage shown = decoder.decode(file);

        BufferedImage plain =
                decoder.decode(heif, heif.item(2), DecoderOptions.builder().build());
        assertThat(shown.getColorModel().hasAlpha()).isTrue();
        for (int i = 0; i < 32 * 32; i++) {
            assertThat(shown.getRGB(i % 32, i / 32)).isEqualTo(plain.getRGB(31 - i % 32, 31 - i / 32));
        }
    }

    @Test
    void layersLieOnTheCanvasAndAreCutOff() throws Exception {
        HeifBuilder builder = new HeifBuilder();
        builder.item("iovl", overlay(60, 40, 0xffff, -8, -6, 30, 20), HeifBuilder.ispe(60, 40));
        builder.picture(noise);
        builder.picture(gray);
        builder.refer("dimg", 1, 2, 3);

        BufferedImage shown = decoder.decode(builder.build());

        assertThat(shown.getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage above = decoder.decode(HeifWriter.of(gray).toByteArray());
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 60; x++) {
                int expected = 0xFFFF8000;
                if (x >= 30 && y >= 20) {
                    expected = above.getRGB(x - 30, y - 20);
                } else if (x < 40 && y < 26) {
                    expected = noiseImage.getRGB(x + 8, y + 6);
                }
                assertThat(shown.getRGB(x, y)).as("(%d, %d)", x, y).isEqualTo(expected);
            }
        }
    }

    @Test
    void aCanvasThatIsSeenThroughGivesAlpha() throws Exception {
        HeifBuilder builder = new HeifBuilder();
        builder.item(
                "iovl", overlay(40, 40, 0x4000, 4, 6), HeifBuilder.ispe(40, 40), HeifBuilder.box("irot", (byte) 1));
        builder.picture(gray);
        builder.refer("dimg", 1, 2);

        BufferedImage shown = decoder.decode(builder.build());

        assertThat(shown.getType()).isEqualTo(BufferedImage.TYPE_4BYTE_ABGR);
        assertThat(shown.getRGB(0, 0)).isEqualTo(0x40FF8000);
        // (4, 6) turned: the right column becomes the top row.
        assertThat(shown.getRGB(6, 40 - 1 - 4) >>> 24).isEqualTo(255);
        assertThat(shown.getRGB(5, 40 - 1 - 4)).isEqualTo(0x40FF8000);
    }

    @Test
    void layersMayBeGridsAndIdentities() throws Exception {
        HeifBuilder builder = new HeifBuilder();
        builder.item("iovl", overlay(70, 70, 0xffff, 1, 2, 33, 35), HeifBuilder.ispe(70, 70));
        builder.item(
                "grid",
                HeifBuilder.bytes((byte) 0, (byte) 0, (byte) 0, (byte) 1, (short) 50, (short) 31),
                HeifBuilder.ispe(50, 31),
                HeifBuilder.box("irot", (byte) 1));
        builder.item("iden", new byte[0], HeifBuilder.box("irot", (byte) 2));
        builder.picture(gray);
        builder.picture(gray);
        builder.picture(noise);
        builder.refer("dimg", 1, 2, 3);
        builder.refer("dimg", 2, 4, 5);
        builder.refer("dimg", 3, 6);

        BufferedImage shown = decoder.decode(builder.build());

        int grayPixel = decoder.decode(HeifWriter.of(gray).toByteArray()).getRGB(0, 0);
        assertThat(shown.getRGB(0, 0)).isEqualTo(0xFFFF8000);
        assertThat(shown.getRGB(1, 2)).isEqualTo(grayPixel);
        assertThat(shown.getRGB(31, 51)).isEqualTo(grayPixel);
        assertThat(shown.getRGB(32, 51)).isEqualTo(0xFFFF8000);
        assertThat(shown.getRGB(33, 35)).isEqualTo(noiseImage.getRGB(47, 31));
    }

    @Test
    void layersFarOutsideAreNotSeen() throws Exception {
        HeifBuilder builder = new HeifBuilder();
        byte[] wide = HeifBuilder.bytes(
                (byte) 0,
                (byte) 1,
                0,
                0x0000ffff,
                40,
                30,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                -48,
                0,
                40,
                0);
        builder.item("iovl", wide, HeifBuilder.ispe(40, 30));
        builder.picture(noise);
        builder.refer("dimg", 1, 2, 2, 2, 2);

        BufferedImage shown = decoder.decode(builder.build());

        for (int i = 0; i < 40 * 30; i++) {
            assertThat(shown.getRGB(i % 40, i / 40)).isEqualTo(0xFF000000);
        }
    }

    @Test
    void whatRefersToItselfIsRefused() {
        HeifBuilder self = new HeifBuilder();
        self.item("iden", new byte[0]);
        self.refer("dimg", 1, 1);
        refused(self, "item 1 of type 'iden': is derived from itself");

        HeifBuilder ring = new HeifBuilder();
        ring.item("iden", new byte[0]);
        ring.item("iovl", overlay(8, 8, 0, 0, 0), HeifBuilder.ispe(8, 8));
        ring.refer("dimg", 1, 2);
        ring.refer("dimg", 2, 1);
        refused(ring, "item 1 of type 'iden': is derived from itself, over items [1, 2]");

        HeifBuilder alpha = new HeifBuilder();
        alpha.picture(gray);
        alpha.item("iden", new byte[0], HeifBuilder.alphaType());
        alpha.refer("auxl", 2, 1);
        alpha.refer("dimg", 2, 2);
        refused(alpha, "item 2 of type 'iden': is derived from itself");

        HeifBuilder grid = new HeifBuilder();
        grid.item(
                "grid",
                HeifBuilder.bytes((byte) 0, (byte) 0, (byte) 0, (byte) 0, (short) 32, (short) 32),
                HeifBuilder.ispe(32, 32));
        grid.refer("dimg", 1, 1);
        refused(grid, "item 1 of type 'grid': is a tile of a grid, which only 'hvc1' items can be");
    }

    @Test
    void longChainsAreRefused() {
        HeifBuilder chain = new HeifBuilder();
        for (int i = 1; i <= 20; i++) {
            chain.item("iden", new byte[0]);
            chain.refer("dimg", i, i + 1);
        }
        chain.picture(gray);
        refused(chain, "item 9 of type 'iden': is derived over more than 8 items");
    }

    @Test
    void whatIsMissingIsNamed() {
        HeifBuilder none = new HeifBuilder();
        none.item("iden", new byte[0]);
        refused(none, "item 1 of type 'iden': refers to 0 pictures ('dimg'), 1 is allowed");

        HeifBuilder offsets = new HeifBuilder();
        offsets.item("iovl", overlay(8, 8, 0, 1), HeifBuilder.ispe(8, 8));
        offsets.picture(gray);
        offsets.refer("dimg", 1, 2);
        refused(offsets, "item 1 of type 'iovl': ends early");

        HeifBuilder empty = new HeifBuilder();
        empty.item("iovl", overlay(8, 8, 0), HeifBuilder.ispe(8, 8));
        refused(empty, "item 1 of type 'iovl': refers to no picture");

        HeifBuilder size = new HeifBuilder();
        size.item("iovl", overlay(8, 8, 0, 0, 0), HeifBuilder.ispe(9, 8));
        size.picture(gray);
        size.refer("dimg", 1, 2);
        refused(size, "'ispe' says 9x8, the canvas 8x8");
    }

    @Test
    void overlaysThatWouldNeedBlendingAreRefused() {
        HeifBuilder nested = new HeifBuilder();
        nested.item("iovl", overlay(8, 8, 0, 0, 0), HeifBuilder.ispe(8, 8));
        nested.item("iovl", overlay(8, 8, 0, 0, 0), HeifBuilder.ispe(8, 8));
        nested.picture(gray);
        nested.refer("dimg", 1, 2);
        nested.refer("dimg", 2, 3);
        refused(nested, "item 1 of type 'iovl': overlays of overlays are not supported");

        HeifBuilder alpha = new HeifBuilder();
        alpha.item("iovl", overlay(8, 8, 0, 0, 0), HeifBuilder.ispe(8, 8));
        alpha.picture(gray);
        alpha.picture(gray, HeifBuilder.alphaType());
        alpha.refer("dimg", 1, 2);
        alpha.refer("auxl", 3, 2);
        refused(alpha, "item 1 of type 'iovl': overlays of pictures with alpha are not supported, item 2 has alpha");
    }

    @Test
    void manyLayersOfOnePictureAreLimitedByTheirPixelsAndTheirData() throws Exception {
        int layers = 50;
        HeifBuilder builder = new HeifBuilder();
        builder.item("iovl", overlay(8, 8, 0, new int[2 * layers]), HeifBuilder.ispe(8, 8));
        builder.picture(noise);
        int[] same = new int[layers];
        java.util.Arrays.fill(same, 2);
        builder.refer("dimg", 1, same);
        byte[] file = builder.build();
        assertThat(decoder.decode(file).getRGB(3, 4)).isEqualTo(noiseImage.getRGB(3, 4));
        HeifItem item = HeifFile.read(file, HeifLimits.DEFAULT).item(2);
        refused(file, HeifLimits.DEFAULT.withMaxPixels(40 * 48 * 32), "more than 61440 pixels");
        refused(file, HeifLimits.DEFAULT.withMaxMemory(item.size() * 40), "is made of items with");
        refused(file, HeifLimits.DEFAULT.withMaxItems(40), "40 tiles together");
    }

    @Test
    void theDataOfDerivedLayersCountToo() throws Exception {
        int layers = 50;
        HeifBuilder builder = new HeifBuilder();
        builder.item("iovl", overlay(8, 8, 0, new int[2 * layers]), HeifBuilder.ispe(8, 8));
        builder.item("iden", new byte[1]);
        builder.picture(noise);
        int[] same = new int[layers];
        java.util.Arrays.fill(same, 2);
        builder.refer("dimg", 1, same);
        builder.refer("dimg", 2, 3);
        byte[] file = builder.build();
        assertThat(decoder.decode(file).getRGB(3, 4)).isEqualTo(noiseImage.getRGB(3, 4));
        long size = HeifFile.read(file, HeifLimits.DEFAULT).item(3).size();
        refused(
                file,
                HeifLimits.DEFAULT.withMaxMemory(size * 40),
                "item 1 of type 'iovl': its pictures have " + size * 41 + " bytes together, at most " + size * 40);
    }

    private static void refused(HeifBuilder builder, String message) {
        refused(builder.build(), HeifLimits.DEFAULT, message);
    }

    private static void refused(byte[] file, HeifLimits limits, String message) {
        try (MvjpegDecoder limited = new MvjpegDecoder(limits)) {
            assertThatExceptionOfType(HeifException.class)
                    .isThrownBy(() -> limited.decode(file))
                    .withMessageContaining(message);
        }
    }
}
