package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.ItemProperty;

class PictureMetadataTest {
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

    private final EncoderOptions options = EncoderOptions.builder().build();
    private final Pixels pixels = Pixels.of(Drawings.scene(80, 48, BufferedImage.TYPE_INT_RGB));

    private byte[] encode(Pixels picture, EncoderOptions asked, PictureMetadata metadata) {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            return encoder.encode(picture, asked, metadata, ProgressListener.NONE)
                    .heif();
        }
    }

    @Test
    void theFileHoldsAllOfIt() throws Exception {
        byte[] xmp = "<x tiff:Orientation=\"6\"/>".getBytes(StandardCharsets.UTF_8);
        byte[] file = encode(
                pixels,
                options,
                PictureMetadata.builder()
                        .exif(Exif.of(ExifBytes.photo(ByteOrder.LITTLE_ENDIAN, 6)))
                        .xmp(xmp)
                        .iccProfile(LINEAR)
                        .build());
        HeifFile heif = HeifFile.read(file, HeifLimits.DEFAULT);
        assertThat(heif.exif()).contains(ExifBytes.photo(ByteOrder.LITTLE_ENDIAN, 1, 6));
        assertThat(heif.xmp()).contains("<x tiff:Orientation=\"1\"/>".getBytes(StandardCharsets.UTF_8));
        assertThat(heif.primary().property(ItemProperty.Rotation.class)).contains(new ItemProperty.Rotation(3));
        assertThat(heif.primary().property(ItemProperty.ColourProfile.class))
                .contains(new ItemProperty.ColourProfile(LINEAR));
        PictureInfo info = PictureInfo.of(file);
        assertThat(info.width()).isEqualTo(48);
        assertThat(info.exif()).contains(heif.exif().orElseThrow());
        assertThat(info.xmp()).contains(heif.xmp().orElseThrow());
        assertThat(info.bitDepth()).isEqualTo(8);
    }

    @Test
    void nothingIsAddedForNothing() {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            assertThat(encode(pixels, options, PictureMetadata.NONE))
                    .isEqualTo(encoder.encode(pixels, options).heif());
        }
    }

    @Test
    void thumbnailsAreKeptAsGivenBesideOnePictureAndBesideTiles() throws Exception {
        BufferedImage alpha = Drawings.noise(64, 64, BufferedImage.TYPE_INT_ARGB, 3);
        PictureMetadata metadata = PictureMetadata.builder()
                .orientation(Orientation.RIGHT_TOP)
                .thumbnail(Pixels.of(Drawings.scene(31, 17, BufferedImage.TYPE_INT_RGB)))
                .thumbnail(Pixels.of(alpha))
                .thumbnail(Pixels.of(Drawings.scene(400, 200, BufferedImage.TYPE_INT_RGB)))
                .build();
        Pixels large = Pixels.of(Drawings.scene(300, 270, BufferedImage.TYPE_INT_RGB));
        for (EncoderOptions asked :
                List.of(options, options.toBuilder().tile(256).build())) {
            HeifFile heif = HeifFile.read(encode(large, asked, metadata), HeifLimits.DEFAULT);
            List<HeifItem> thumbnails = heif.thumbnailsOf(heif.primary());
            assertThat(thumbnails).hasSize(3);
            try (MvjpegDecoder decoder = new MvjpegDecoder()) {
                BufferedImage first = decoder.decode(
                        heif, thumbnails.get(0), DecoderOptions.builder().build());
                assertThat(first.getWidth()).isEqualTo(17);
                assertThat(first.getHeight()).isEqualTo(31);
                assertThat(decoder.decode(
                                        heif,
                                        thumbnails.get(1),
                                        DecoderOptions.builder().build())
                                .getColorModel()
                                .hasAlpha())
                        .isFalse();
                assertThat(decoder.decode(
                                        heif,
                                        thumbnails.get(2),
                                        DecoderOptions.builder().build())
                                .getHeight())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void aThumbnailsBytesDoNotDependOnTheProfile() throws Exception {
        PictureMetadata metadata = PictureMetadata.builder()
                .thumbnail(Pixels.of(Drawings.scene(60, 40, BufferedImage.TYPE_INT_RGB)))
                .build();
        List<byte[]> samples = new ArrayList<>();
        for (Profile profile : List.of(Profile.OFF, Profile.MACHINE)) {
            HeifFile heif = HeifFile.read(
                    encode(pixels, options.toBuilder().profile(profile).build(), metadata), HeifLimits.DEFAULT);
            samples.add(heif.thumbnailsOf(heif.primary()).get(0).data());
        }
        assertThat(samples.get(1)).isEqualTo(samples.get(0));
    }

    @Test
    void thumbnailsReportProgressBeforeThePictureAndCancel() {
        PictureMetadata metadata =
                PictureMetadata.builder().thumbnail(pixels).thumbnail(pixels).build();
        List<String> events = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public boolean onProgress(float fraction) {
                events.add("picture");
                return true;
            }

            @Override
            public boolean onThumbnailProgress(int index, float fraction) {
                events.add(index + " " + fraction);
                return !(index == 1 && fraction == 1);
            }
        };
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            assertThatThrownBy(() -> encoder.encode(pixels, options, metadata, listener))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(events).startsWith("0 0.0").contains("0 1.0", "1 0.0").endsWith("1 1.0");
        assertThat(events).doesNotContain("picture");
    }

    @Test
    void theOrientationThatIsSetLastCounts() {
        Exif turned = Exif.of(ExifBytes.orientation(ByteOrder.BIG_ENDIAN, 8));
        assertThat(PictureMetadata.builder().exif(turned).build().orientation()).isEqualTo(Orientation.LEFT_BOTTOM);
        PictureMetadata upright = PictureMetadata.builder()
                .exif(turned)
                .orientation(Orientation.TOP_LEFT)
                .build();
        assertThat(upright.orientation()).isEqualTo(Orientation.TOP_LEFT);
        assertThat(upright.exif().orElseThrow().orientation()).contains(Orientation.TOP_LEFT);
        assertThat(upright.toBuilder().exif(null).build().exif()).isEmpty();
    }

    @Test
    void strippingLeavesWhatShowsThePicture() {
        PictureMetadata stripped = PictureMetadata.builder()
                .exif(Exif.of(ExifBytes.orientation(ByteOrder.BIG_ENDIAN, 6)))
                .xmp(new byte[] {'<'})
                .iccProfile(LINEAR)
                .thumbnail(pixels)
                .build()
                .stripped();
        assertThat(stripped.exif()).isEmpty();
        assertThat(stripped.xmp()).isEmpty();
        assertThat(stripped.thumbnails()).isEmpty();
        assertThat(stripped.iccProfile()).contains(LINEAR);
        assertThat(stripped.orientation()).isEqualTo(Orientation.RIGHT_TOP);
    }

    @Test
    void xmpSaysUprightInEveryForm() {
        String said = "tiff:Orientation='8' <tiff:Orientation>3</tiff:Orientation> tiff:Orientation = \"6\" <b>6</b>";
        byte[] packet = PictureMetadata.builder()
                .xmp(said.getBytes(StandardCharsets.UTF_8))
                .build()
                .xmp()
                .orElseThrow();
        assertThat(new String(packet, StandardCharsets.UTF_8))
                .isEqualTo(
                        "tiff:Orientation='1' <tiff:Orientation>1</tiff:Orientation> tiff:Orientation = \"1\" <b>6</b>");
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        PictureMetadata.Builder builder = PictureMetadata.builder();
        assertRefused(() -> builder.xmp(new byte[] {'<', (byte) 0xff}), "UTF-8");
        assertRefused(() -> builder.xmp(new byte[0]), "empty");
        assertRefused(() -> builder.iccProfile(new byte[] {1, 2, 3}), "");
        assertRefused(
                () -> builder.iccProfile(
                        ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData()),
                "not for RGB");
        byte[] wide = new byte[3 * 20_000];
        assertRefused(() -> builder.thumbnail(Pixels.of(wide, 0, wide.length, PixelFormat.RGB, 20_000, 1)), "20000");
    }

    private static void assertRefused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
