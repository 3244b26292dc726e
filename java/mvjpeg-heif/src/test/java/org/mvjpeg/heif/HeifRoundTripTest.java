package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.heif.ItemProperty.CleanAperture;

class HeifRoundTripTest {
    static final byte[] TIFF = "II*\0\10\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    static final byte[] XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".getBytes(StandardCharsets.UTF_8);
    static final byte[] ICC = randomBytes(300);

    @ParameterizedTest
    @CsvSource({"64, 48", "63, 48", "64, 47", "63, 47", "1, 1", "2, 2", "640, 480", "999, 1001"})
    void theTrueSizeComesBack(int width, int height) throws HeifException {
        HevcPicture picture = HevcStream.picture(width + width % 2, height + height % 2, 33);

        HeifFile file = read(HeifWriter.of(picture).size(width, height));

        HeifItem primary = file.primary();
        assertThat(primary.property(ItemProperty.Ispe.class))
                .contains(new ItemProperty.Ispe(picture.width(), picture.height()));
        boolean odd = width % 2 + height % 2 > 0;
        assertThat(primary.property(CleanAperture.class).isPresent()).isEqualTo(odd);
        if (odd) {
            assertThat(primary.property(CleanAperture.class)
                            .orElseThrow()
                            .toRectangle(picture.width(), picture.height()))
                    .isEqualTo(new CropRectangle(0, 0, width, height));
        }
        HevcPicture again = file.picture(primary);
        assertThat(again.annexB()).isEqualTo(picture.annexB());
        assertThat(again.qp()).isEqualTo(33);
        assertThat(primary.size()).isEqualTo(picture.sample().length);
    }

    @Test
    void alphaComesBackWithWhetherItHasBeenMultiplied() throws HeifException {
        HevcPicture picture = HevcStream.picture(64, 48, 30);
        HevcPicture plane = HevcStream.picture(64, 48, 20);

        for (boolean premultiplied : new boolean[] {false, true}) {
            HeifFile file =
                    read(HeifWriter.of(picture).alpha(plane, premultiplied).size(63, 47));

            HeifItem alpha = file.alphaOf(file.primary()).orElseThrow();
            assertThat(file.picture(alpha).annexB()).isEqualTo(plane.annexB());
            assertThat(file.premultiplied(file.primary())).isEqualTo(premultiplied);
            assertThat(alpha.property(CleanAperture.class))
                    .isEqualTo(file.primary().property(CleanAperture.class));
            assertThat(file.alphaOf(alpha)).isEmpty();
        }
        assertThat(read(HeifWriter.of(picture))
                        .alphaOf(read(HeifWriter.of(picture)).primary()))
                .isEmpty();
    }

    @Test
    void profileAndCodePointsComeBack() throws HeifException {
        ColourDescription displayP3 = new ColourDescription(12, 13, 6, true);

        HeifItem primary = read(HeifWriter.of(HevcStream.picture(64, 48, 30))
                        .iccProfile(ICC)
                        .nclx(displayP3))
                .primary();

        assertThat(primary.property(ItemProperty.ColourProfile.class)
                        .orElseThrow()
                        .icc())
                .isEqualTo(ICC);
        assertThat(primary.property(ItemProperty.Nclx.class)).contains(new ItemProperty.Nclx(displayP3));
    }

    @Test
    void metadataComeBack() throws HeifException {
        HeifFile file =
                read(HeifWriter.of(HevcStream.picture(64, 48, 30)).exif(TIFF).xmp(XMP));

        assertThat(file.exif()).hasValueSatisfying(tiff -> assertThat(tiff).isEqualTo(TIFF));
        assertThat(file.xmp()).hasValueSatisfying(xmp -> assertThat(xmp).isEqualTo(XMP));
        HeifFile without = read(HeifWriter.of(HevcStream.picture(64, 48, 30)));
        assertThat(without.exif()).isEmpty();
        assertThat(without.xmp()).isEmpty();
    }

    @Test
    void transformsComeBackInTheOrderInWhichTheyAreApplied() throws HeifException {
        HeifItem primary = read(HeifWriter.of(HevcStream.picture(64, 48, 30))
                        .mirror(1)
                        .rotation(3)
                        .size(63, 48))
                .primary();

        assertThat(primary.properties())
                .endsWith(
                        CleanAperture.topLeft(63, 48, 64, 48),
                        new ItemProperty.Rotation(3),
                        new ItemProperty.Mirror(1));
        assertThat(read(HeifWriter.of(HevcStream.picture(64, 48, 30))
                                .rotation(1)
                                .rotation(0))
                        .primary()
                        .property(ItemProperty.Rotation.class))
                .isEmpty();
    }

    @Test
    void theThumbnailComesBack() throws HeifException {
        HevcPicture small = HevcStream.picture(16, 12, 40);

        HeifFile file = read(HeifWriter.of(HevcStream.picture(64, 48, 30))
                .thumbnail(small, 15, 12, Optional.empty())
                .rotation(1));

        List<HeifItem> thumbnails = file.thumbnailsOf(file.primary());
        assertThat(thumbnails).hasSize(1);
        assertThat(file.picture(thumbnails.get(0)).annexB()).isEqualTo(small.annexB());
        assertThat(thumbnails.get(0).property(ItemProperty.Rotation.class)).contains(new ItemProperty.Rotation(1));
        assertThat(thumbnails.get(0).property(CleanAperture.class)).contains(CleanAperture.topLeft(15, 12, 16, 12));
    }

    @Test
    void thumbnailsHaveColourSpacesOfTheirOwn() throws HeifException {
        byte[] profile = {1, 2, 3};
        byte[] other = {4, 5};

        HeifFile file = read(HeifWriter.of(HevcStream.picture(64, 48, 30))
                .iccProfile(profile)
                .thumbnail(HevcStream.picture(16, 12, 40), 16, 12, Optional.empty())
                .thumbnail(HevcStream.picture(32, 24, 40), 32, 24, Optional.of(other)));

        assertThat(file.thumbnailsOf(file.primary()))
                .extracting(item -> item.property(ItemProperty.ColourProfile.class)
                        .map(found -> found.icc().length)
                        .orElse(0))
                .containsExactly(0, 2);
    }

    @Test
    void aPictureOfX265ComesBack() throws HeifException {
        HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], HevcStream.resource("rext-444-10-bit-70x42-qp37.hevc"));

        HeifFile file = read(HeifWriter.of(picture));

        assertThat(file.brands().get(0)).isEqualTo("heix");
        assertThat(file.picture(file.primary()).annexB()).isEqualTo(picture.annexB());
        assertThat(file.primary().property(ItemProperty.Pixi.class))
                .contains(new ItemProperty.Pixi(List.of(10, 10, 10)));
    }

    @Test
    void wrongArgumentsAreRefusedWithTheirLimit() {
        HeifWriter writer = HeifWriter.of(HevcStream.picture(64, 48, 30));

        assertRefused(() -> writer.size(65, 48), "65x48, only 1x1..64x48 is allowed");
        assertRefused(() -> writer.size(0, 48), "0x48");
        assertRefused(() -> writer.rotation(4), "only 0..3");
        assertRefused(() -> writer.mirror(2), "only 0 and 1");
        assertRefused(() -> writer.alpha(HevcStream.picture(64, 46, 30), false), "64x46 pixels, the picture 64x48");
        assertRefused(() -> writer.exif(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'I', 'I'}), "TIFF header");
        assertRefused(() -> writer.iccProfile(new byte[0]), "empty");
        assertRefused(() -> writer.xmp(new byte[0]), "empty");
    }

    static HeifFile read(HeifWriter writer) throws HeifException {
        return HeifFile.read(writer.toByteArray(), HeifLimits.DEFAULT);
    }

    private static void assertRefused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(2).nextBytes(bytes);
        return bytes;
    }
}
