package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HeifWriter;

/** Files that libheif's encoder writes, through our reader and through libheif's own: the same pixels. */
class HeifEncTest {
    private static final String PACKAGE = "libheif-examples";

    private static ExternalTool encode;
    private static ExternalTool convert;

    @TempDir
    Path folder;

    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("mvjpeg").next();

    @BeforeAll
    static void findTools() {
        encode = ExternalTool.find(PACKAGE, "heif-enc");
        convert = ExternalTool.find(PACKAGE, "heif-dec", "heif-convert");
    }

    @AfterEach
    void dispose() {
        reader.dispose();
    }

    /** Pictures of odd sizes are grids of one tile; 4:4:4, 4:2:2 and 4:2:0; matrices, ranges, lossless GBR. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-p chroma=422",
                "-p chroma=444",
                "-L -p chroma=444 --matrix_coefficients=0",
                "--matrix_coefficients=1 --full_range_flag=0",
                "--matrix_coefficients=9 --colour_primaries=9 --full_range_flag=0 -p chroma=444",
                "--full_range_flag=0"
            })
    void picturesAreThoseThatLibheifShows(String options) throws Exception {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
            for (int[] size : new int[][] {{128, 96}, {131, 77}}) {
                Path png = write("source.png", Pictures.draw(size[0], size[1], type));
                assertSame(encoded(png, options), options);
            }
        }
    }

    @Test
    void losslessPicturesAreTheSourceButForRounding() throws Exception {
        BufferedImage image = Pictures.draw(96, 64, BufferedImage.TYPE_INT_ARGB);
        Path heic = encoded(write("source.png", image), "-L -p chroma=444 --matrix_coefficients=0");
        // libheif 1.15 codes Y'CbCr even so, and its own reader gives the same.
        assertThat(Pictures.largestDifferences(ImageIO.read(heic.toFile()), image))
                .allMatch(difference -> difference <= 1);
    }

    @Test
    void premultipliedAlphaIsDivided() throws Exception {
        BufferedImage image = Pictures.draw(128, 96, BufferedImage.TYPE_INT_ARGB);
        Path heic = encoded(write("source.png", image), "--premultiplied-alpha -q 90");
        BufferedImage ours = ImageIO.read(heic.toFile());
        BufferedImage theirs = converted(heic, 1);
        for (int y = 0; y < 96; y++) {
            for (int x = 0; x < 128; x++) {
                int alpha = ours.getRGB(x, y) >>> 24;
                int red = theirs.getRGB(x, y) >> 16 & 0xff;
                if (alpha > 16) {
                    int expected = Math.min(255, (red * 255 + alpha / 2) / alpha);
                    assertThat(ours.getRGB(x, y) >> 16 & 0xff)
                            .as("(%d, %d) of alpha %d", x, y, alpha)
                            .isBetween(expected - 255 / alpha - 1, expected + 255 / alpha + 1);
                }
            }
        }
    }

    @Test
    void tenBitsAreRoundedToEight() throws Exception {
        ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        for (boolean alpha : new boolean[] {false, true}) {
            Path png = write("source.png", Pictures.component(130, 94, srgb, alpha, DataBuffer.TYPE_USHORT));
            for (String options : List.of("-b 10", "-b 12 -p chroma=444")) {
                Path heic = encoded(png, options);
                reader.setInput(ImageIO.createImageInputStream(heic.toFile()));
                assertThat(reader.getRawImageType(0).getSampleModel().getDataType())
                        .isEqualTo(DataBuffer.TYPE_USHORT);
                assertThat(reader.read(0).getSampleModel().getDataType()).isEqualTo(DataBuffer.TYPE_BYTE);
                assertSame(heic, options);
            }
        }
    }

    @Test
    void thumbnailsAndSeveralPicturesAreFound() throws Exception {
        Path first = write("first.png", Pictures.draw(256, 192, BufferedImage.TYPE_INT_ARGB));
        Path second = write("second.png", Pictures.draw(200, 120, BufferedImage.TYPE_INT_RGB));
        Path heic = folder.resolve("several.heic");
        encode.run("-t", "64", "-o", heic.toString(), first.toString(), second.toString());
        reader.setInput(ImageIO.createImageInputStream(heic.toFile()));
        assertThat(reader.getNumImages(true)).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(reader.getNumThumbnails(i)).isEqualTo(1);
            BufferedImage thumbnail = reader.readThumbnail(i, 0);
            assertThat(Math.max(thumbnail.getWidth(), thumbnail.getHeight())).isEqualTo(64);
            assertThat(thumbnail.getWidth()).isEqualTo(reader.getThumbnailWidth(i, 0));
            assertThat(Pictures.largestDifferences(reader.read(i), converted(heic, 2, i)))
                    .as("picture %d", i)
                    .allMatch(difference -> difference <= 1);
        }
    }

    /** libheif 1.15 leaves the orientation to Exif, so its picture is put into a file that turns. */
    @ParameterizedTest
    @EnumSource(Orientation.class)
    void picturesAreTurnedAsLibheifTurnsThem(Orientation orientation) throws Exception {
        for (String options : List.of("", "-p chroma=422", "-p chroma=444")) {
            Path heic = encoded(write("source.png", Pictures.draw(130, 90, BufferedImage.TYPE_INT_RGB)), options);
            HeifFile file = HeifFile.read(Files.readAllBytes(heic), HeifLimits.DEFAULT);
            HeifWriter writer =
                    HeifWriter.of(file.picture(file.primary())).size(130, 90).rotation(orientation.quarterTurns());
            if (orientation.flipsRows()) {
                writer.mirror(0);
            } else if (orientation.flipsColumns()) {
                writer.mirror(1);
            }
            assertSame(Files.write(heic, writer.toByteArray()), orientation + " " + options);
        }
    }

    private void assertSame(Path heic, String name) throws Exception {
        BufferedImage ours = ImageIO.read(heic.toFile());
        List<Integer> differences = Pictures.largestDifferences(ours, converted(heic, 1));
        assertThat(differences).as(name).allMatch(difference -> difference <= 1);
    }

    private BufferedImage converted(Path heic, int count) throws Exception {
        return converted(heic, count, 0);
    }

    /** The picture as libheif shows it. */
    private BufferedImage converted(Path heic, int count, int index) throws Exception {
        Path png = folder.resolve("converted.png");
        convert.run(heic.toString(), png.toString());
        return ImageIO.read((count == 1 ? png : folder.resolve("converted-" + (index + 1) + ".png")).toFile());
    }

    private Path encoded(Path source, String options) throws Exception {
        Path heic = folder.resolve("encoded.heic");
        List<String> arguments = new ArrayList<>();
        if (!options.isEmpty()) {
            arguments.addAll(Arrays.asList(options.split(" ")));
        }
        arguments.addAll(List.of("-o", heic.toString(), source.toString()));
        encode.run(arguments.toArray(String[]::new));
        return heic;
    }

    private Path write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }
}
