package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;

/** The classes of faults that libheif's advisories tell of: sizes, depths and planes that do not fit each other. */
class ConfusedPlanesTest extends CodecTest {
    private static HevcPicture coded(BufferedImage image) throws Exception {
        return coded(image, EncoderOptions.builder());
    }

    private static HevcPicture coded(BufferedImage image, EncoderOptions.Builder options) throws Exception {
        byte[] file = encoder.encode(
                        Pixels.of(image),
                        options.qp(28).profile(Profile.OFF).device(Device.CPU).build())
                .heif();
        return primary(file);
    }

    private static byte[] grid(int columns, int rows, int width, int height) {
        return HeifBuilder.bytes(
                (byte) 0, (byte) 0, (byte) (rows - 1), (byte) (columns - 1), (short) width, (short) height);
    }

    private static void refused(byte[] file, String message) {
        assertThatExceptionOfType(HeifException.class)
                .isThrownBy(() -> decoder.decode(file))
                .withMessageContaining(message);
    }

    /** A tile whose {@code ispe} is that of the others but whose picture is larger would be written beyond its place. */
    @Test
    void aTileLargerThanItClaimsIsRefused() throws Exception {
        HevcPicture small = coded(Drawings.flat(32, 32, 0x123456));
        HevcPicture large = coded(Drawings.flat(64, 64, 0x123456));
        HeifBuilder builder = new HeifBuilder();
        builder.item("grid", grid(2, 1, 64, 32), HeifBuilder.ispe(64, 32));
        builder.picture(small);
        builder.item(
                "hvc1",
                large.sample(),
                HeifBuilder.box("hvcC", large.decoderConfiguration()),
                HeifBuilder.ispe(32, 32));
        builder.refer("dimg", 1, 2, 3);
        refused(builder.build(), "item 3 of type 'hvc1': 'ispe' says 32x32, the SPS 64x64");
    }

    @Test
    void aTileThatIsAllButCutOffCostsNoMoreThanTheLimit() throws Exception {
        HevcPicture tile = coded(Drawings.flat(64, 64, 0x123456));
        HeifBuilder builder = new HeifBuilder();
        builder.item("grid", grid(1, 8, 1, 449), HeifBuilder.ispe(1, 449));
        int[] ids = new int[8];
        Arrays.fill(ids, builder.picture(tile));
        builder.refer("dimg", 1, ids);
        assertThat(decoder.decode(builder.build()).getHeight()).isEqualTo(449);
        try (MvjpegDecoder limited = new MvjpegDecoder(HeifLimits.DEFAULT.withMaxPixels(64 * 64))) {
            assertThatExceptionOfType(HeifException.class)
                    .isThrownBy(() -> limited.decode(builder.build()))
                    .withMessageContaining("tiles of 64x512 pixels together, 4 times 4096 are allowed");
        }
        long data = tile.sample().length * 5L;
        try (MvjpegDecoder limited = new MvjpegDecoder(HeifLimits.DEFAULT.withMaxMemory(data))) {
            assertThatExceptionOfType(HeifException.class)
                    .isThrownBy(() -> limited.decode(builder.build()))
                    .withMessageContaining("item 1 of type 'grid': is made of items with");
        }
    }

    @Test
    void aCropIsAppliedOnceAndTwoAreRefused() throws Exception {
        HevcPicture picture = coded(Drawings.scene(64, 64, BufferedImage.TYPE_INT_RGB));
        byte[] clap = HeifBuilder.box("clap", 40, 1, 30, 1, 0, 1, 0, 1);
        HeifBuilder once = new HeifBuilder();
        once.picture(picture, clap);
        BufferedImage shown = decoder.decode(once.build());
        assertThat(new int[] {shown.getWidth(), shown.getHeight()}).containsExactly(40, 30);
        assertThat(shown.getRGB(0, 0))
                .isEqualTo(decoder.decode(HeifWriter.of(picture).toByteArray()).getRGB(12, 17));

        HeifBuilder twice = new HeifBuilder();
        twice.picture(picture, clap, clap);
        refused(twice.build(), "item 1 has two properties of the kind CleanAperture");

        // Over a derived item each crop counts, and the second must lie inside the first.
        HeifBuilder derived = new HeifBuilder();
        derived.item("iden", new byte[0], HeifBuilder.box("clap", 41, 1, 10, 1, 0, 1, 0, 1));
        derived.picture(picture, clap);
        derived.refer("dimg", 1, 2);
        refused(derived.build(), "item 1 of type 'iden': box 'clap': 41x10 at");
    }

    @Test
    void tilesOfDifferentDepthOrChromaAreRefused() throws Exception {
        HevcPicture eight = coded(Drawings.flat(64, 64, 0x123456));
        for (HevcPicture other : new HevcPicture[] {deeper(eight), withoutChroma(eight)}) {
            HeifBuilder builder = new HeifBuilder();
            builder.item("grid", grid(2, 1, 128, 64), HeifBuilder.ispe(128, 64));
            builder.picture(eight);
            builder.picture(other);
            builder.refer("dimg", 1, 2, 3);
            refused(
                    builder.build(),
                    "item 3 of type 'hvc1': has 64x64 pixels, "
                            + Coding.of(other).bitDepth() + " bits");
        }
    }

    /** Alpha of another depth and without chroma next to colours of 8 bits is what real writers make. */
    @Test
    void anAlphaPlaneHasItsOwnDepthAndChroma() throws Exception {
        HevcPicture colour = coded(Drawings.flat(64, 64, 0x808080));
        HeifBuilder mixed = new HeifBuilder();
        mixed.picture(colour);
        mixed.picture(coded(Drawings.flat(64, 64, 0x404040)), HeifBuilder.alphaType());
        mixed.refer("auxl", 2, 1);
        BufferedImage shown = decoder.decode(mixed.build());
        assertThat(shown.getRGB(5, 5) >>> 24).isEqualTo(0x40);

        // A header that claims another depth than the slices are coded with: refused or some picture, never a crash.
        for (HevcPicture liar : new HevcPicture[] {deeper(colour), withoutChroma(colour)}) {
            HeifBuilder builder = new HeifBuilder();
            builder.picture(colour);
            builder.picture(liar, HeifBuilder.alphaType());
            builder.refer("auxl", 2, 1);
            try {
                assertThat(decoder.decode(builder.build()).getWidth()).isEqualTo(64);
            } catch (HeifException | CodecException e) {
                assertThat(e).hasMessageContaining("item 2 of type 'hvc1'");
            }
        }
    }

    @Test
    void anAlphaPlaneInOtherTilesIsPutTogether() throws Exception {
        BufferedImage plane = Drawings.noise(96, 64, BufferedImage.TYPE_INT_RGB, 5);
        HevcPicture whole = coded(plane);
        HevcPicture left = coded(Drawings.flat(64, 64, 0x306090));
        HevcPicture right = coded(Drawings.flat(64, 64, 0x903060));
        HeifBuilder builder = new HeifBuilder();
        builder.item("grid", grid(2, 1, 96, 64), HeifBuilder.ispe(96, 64));
        builder.picture(left);
        builder.picture(right);
        builder.picture(whole, HeifBuilder.alphaType());
        builder.refer("dimg", 1, 2, 3);
        builder.refer("auxl", 4, 1);
        BufferedImage shown = decoder.decode(builder.build());
        HeifBuilder reversed = new HeifBuilder();
        reversed.picture(whole);
        reversed.item("grid", grid(3, 4, 96, 64), HeifBuilder.ispe(96, 64), HeifBuilder.alphaType());
        int[] tiles = new int[12];
        for (int i = 0; i < 12; i++) {
            tiles[i] = reversed.picture(coded(Drawings.flat(32, 16, 0x101010 * i)));
        }
        reversed.refer("dimg", 2, tiles);
        reversed.refer("auxl", 2, 1);
        BufferedImage tiled = decoder.decode(reversed.build());

        HeifFile file = HeifFile.read(builder.build(), HeifLimits.DEFAULT);
        Raster luma = lumaOf(file);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 96; x++) {
                assertThat(shown.getRGB(x, y) >>> 24).isEqualTo(luma.getSample(x, y, 0));
                assertThat(tiled.getRGB(x, y) >>> 24)
                        .isBetween(Math.max(0, 0x10 * (y / 16 * 3 + x / 32) - 1), 0x10 * (y / 16 * 3 + x / 32) + 1);
            }
        }
    }

    /** The samples of item 4 as they are. */
    private static Raster lumaOf(HeifFile file) throws Exception {
        WritableRaster raster = Raster.createBandedRaster(0, 96, 64, 1, null);
        try (HevcDecoder hevc = new HevcDecoder(1 << 20)) {
            YuvPicture decoded = hevc.decode(file.picture(file.item(4)));
            short[] row = new short[96];
            for (int y = 0; y < 64; y++) {
                decoded.row(0, y, row);
                for (int x = 0; x < 96; x++) {
                    raster.setSample(x, y, 0, row[x]);
                }
            }
        }
        return raster;
    }

    @Test
    void aThumbnailOfItselfIsNoThumbnail() throws Exception {
        HevcPicture picture = coded(Drawings.flat(32, 32, 0x123456));
        HeifBuilder builder = new HeifBuilder();
        builder.picture(picture);
        builder.picture(picture);
        builder.picture(picture);
        builder.refer("thmb", 1, 1);
        builder.refer("thmb", 2, 3);
        builder.refer("thmb", 3, 2);
        HeifFile file = HeifFile.read(builder.build(), HeifLimits.DEFAULT);
        assertThat(file.pictures()).containsExactly(file.primary());
        assertThat(file.thumbnailsOf(file.primary())).isEmpty();
        assertThat(file.thumbnailsOf(file.item(2))).containsExactly(file.item(3));
    }

    @Test
    void rastersOfAnotherLayoutAreRefused() throws Exception {
        byte[] bytes = HeifWriter.of(coded(Drawings.flat(32, 32, 0x123456))).toByteArray();
        HeifFile file = HeifFile.read(bytes, HeifLimits.DEFAULT);
        WritableRaster other = new BufferedImage(32, 32, BufferedImage.TYPE_4BYTE_ABGR).getRaster();
        PictureTarget target = new PictureTarget() {
            @Override
            public WritableRaster begin(Rectangle block) {
                return other;
            }

            @Override
            public boolean end(Rectangle block, WritableRaster samples, float fraction) {
                return true;
            }
        };
        PictureRegion whole = PictureRegion.whole(32, 32);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> decoder.decode(
                        file, file.primary(), whole, DecoderOptions.builder().build(), target))
                .withMessageContaining("layout");
        PictureRegion outside = new PictureRegion(1, 0, 32, 32, 1, 1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> decoder.decode(
                        file, file.primary(), outside, DecoderOptions.builder().build(), target))
                .withMessageContaining("32x32 pixels at (1, 0)");
    }

    /** The same slices with an SPS that says 10 bits. */
    private static HevcPicture deeper(HevcPicture picture) throws Exception {
        return changed(picture, SpsEdit.TEN_BITS);
    }

    /** The same slices with an SPS that says 4:0:0. */
    private static HevcPicture withoutChroma(HevcPicture picture) throws Exception {
        return changed(picture, SpsEdit.MONOCHROME);
    }

    private static HevcPicture changed(HevcPicture picture, SpsEdit edit) throws Exception {
        return HevcPicture.ofItem(edit.apply(picture.decoderConfiguration()), picture.sample());
    }
}
