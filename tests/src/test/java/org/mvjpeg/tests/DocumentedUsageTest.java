package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.PictureFilter;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.Precision;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.imageio.MvjpegImageReadParam;
import org.mvjpeg.imageio.MvjpegMetadata;
import org.mvjpeg.kernel.Models;

/** The examples of {@code docs/java.md}, and that every example and every command of the documents is part of a test. */
class DocumentedUsageTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    /** Of Java's tools, over all its lines; those of the build and of our own command line are run by people. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^    ((?:java|jlink) (?:.*\\\\\\n)*.*)$");

    @TempDir
    Path folder;

    private final BufferedImage image = new BufferedImage(200, 120, BufferedImage.TYPE_INT_RGB);
    private Path path;
    private File file;

    @BeforeEach
    void draw() {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, x << 16 | 2 * y << 8 | (x * y & 0x3F));
            }
        }
        path = folder.resolve("photo.heic");
        file = path.toFile();
    }

    @Test
    void oneLine() throws IOException {
        ImageIO.write(image, "mvjpeg", file);
        BufferedImage back = ImageIO.read(file);

        assertThat(back.getWidth()).isEqualTo(200);
        assertThat(back.getHeight()).isEqualTo(120);
        assertThat(qp()).isEqualTo(32);
    }

    @Test
    void quality() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("mvjpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.6f);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }

        assertThat(qp()).isEqualTo(28); // round(51 - 38 * 0.6)
    }

    @Test
    void metadataThereAndBack() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("mvjpeg").next();
        ImageReader jpegReader = ImageIO.getImageReadersByFormatName("jpeg").next();
        ImageWriter jpegWriter = ImageIO.getImageWritersByFormatName("jpeg").next();
        jpegReader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(CameraPhoto.jpeg())));
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            IIOImage photo = jpegReader.readAll(0, null);
            writer.write(photo);
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        File back = folder.resolve("back.jpg").toFile();
        try (ImageInputStream in = ImageIO.createImageInputStream(file);
                ImageOutputStream out = ImageIO.createImageOutputStream(back)) {
            reader.setInput(in);
            jpegWriter.setOutput(out);
            BufferedImage image = reader.read(0);
            MvjpegMetadata metadata = (MvjpegMetadata) reader.getImageMetadata(0);
            IIOMetadata jpeg = jpegWriter.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            metadata.copyTo(jpeg, image);
            jpegWriter.write(null, new IIOImage(image, null, jpeg), null);
        }

        assertThat(new String(Files.readAllBytes(back.toPath()), StandardCharsets.ISO_8859_1))
                .contains("Exif", CameraPhoto.MODEL, CameraPhoto.CREATOR);
    }

    @Test
    void metadataWithoutImageIo() throws IOException {
        byte[] bytes = CameraPhoto.exif();
        byte[] packet = CameraPhoto.xmp();
        Pixels pixels = Pixels.of(image);
        EncoderOptions options = EncoderOptions.builder().build();
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            EncodedPicture picture = encoder.encode(
                    pixels,
                    options,
                    PictureMetadata.builder().exif(Exif.of(bytes)).xmp(packet).build(),
                    ProgressListener.NONE);
            Files.write(path, picture.heif());
        }

        assertThat(HeifFile.read(Files.readAllBytes(path), HeifLimits.DEFAULT).exif())
                .isPresent();
    }

    @Test
    void aTargetSize() {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            EncoderOptions options =
                    EncoderOptions.builder().targetBytes(10_000).build();
            EncodedPicture picture = encoder.encode(Pixels.of(image), options);

            assertThat(picture.heif().length).isBetween(9_700, 10_000);
        }
    }

    @Test
    void withoutImageIo() throws IOException {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            EncoderOptions options =
                    EncoderOptions.builder().qp(34).profile(Profile.MACHINE).build();
            EncodedPicture picture = encoder.encode(Pixels.of(image), options);
            Files.write(path, picture.heif());
        }

        assertThat(qp()).isEqualTo(34);
    }

    @Test
    void moreThanEightBits() throws IOException {
        BufferedImage deep =
                Pictures.component(40, 30, ColorSpace.getInstance(ColorSpace.CS_sRGB), false, DataBuffer.TYPE_USHORT);
        byte[] heif = Pictures.encode(deep);
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(heif))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
            reader.setInput(stream);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setDestinationType(reader.getRawImageType(0));
            BufferedImage image = reader.read(0, param);
            assertThat(image.getSampleModel().getDataType()).isEqualTo(DataBuffer.TYPE_USHORT);
            reader.dispose();
        }
        try (MvjpegDecoder decoder = new MvjpegDecoder()) {
            assertThat(decoder.decode(
                                    heif,
                                    DecoderOptions.builder()
                                            .precision(Precision.AS_CODED)
                                            .build())
                            .getSampleModel()
                            .getSampleSize(0))
                    .isEqualTo(16);
        }
        assertThat(PictureInfo.of(heif).bitDepth()).isEqualTo(10);
    }

    /** By a network of one's own, so that it does not hang on what is in the jar. */
    @Test
    void postFilters() throws IOException {
        Path model = folder.resolve("model.safetensors");
        try (InputStream in = Models.class.getResourceAsStream("machine.safetensors")) {
            Files.copy(in, model);
        }
        BufferedImage drawn = Pictures.textured(96, 64, BufferedImage.TYPE_INT_RGB);
        byte[] heif = Pictures.encode(drawn);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(drawn, "jpg", bytes);
        byte[] jpeg = bytes.toByteArray();
        System.setProperty("mvjpeg.postFilterModel", model.toString());
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(heif));
                MvjpegDecoder decoder = new MvjpegDecoder();
                PictureFilter filter = new PictureFilter()) {
            int[] byParam = readFiltered(stream);
            DecoderOptions options =
                    DecoderOptions.builder().postFilter(PostFilter.FIDELITY).build();
            BufferedImage image = decoder.decode(heif, options);
            assertThat(image.getRGB(0, 0, 96, 64, null, 0, 96)).isEqualTo(byParam);
            int qp = JpegQuantiser.qpOf(jpeg).orElseThrow();
            BufferedImage better = filter.apply(ImageIO.read(new ByteArrayInputStream(jpeg)), qp, options);
            assertThat(better.getWidth()).isEqualTo(96);
        } finally {
            System.clearProperty("mvjpeg.postFilterModel");
        }
    }

    private static int[] readFiltered(ImageInputStream stream) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        reader.setInput(stream);
        MvjpegImageReadParam param = (MvjpegImageReadParam) reader.getDefaultReadParam();
        param.setPostFilter(PostFilter.FIDELITY);
        BufferedImage image = reader.read(0, param);
        reader.dispose();
        return image.getRGB(0, 0, 96, 64, null, 0, 96);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "docs/java.md", "docs/deployment.md", "docs/jpeg-mode.md", "docs/post-filter.md"})
    void everyExampleIsPartOfATest(String document) throws IOException {
        assertPartsOfTests(found(EXAMPLE, document), DocumentedUsageTest::tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/deployment.md", "docs/jpeg-mode.md"})
    void everyCommandIsPartOfATest(String document) throws IOException {
        assertPartsOfTests(found(COMMAND, document), DocumentedUsageTest::characters);
    }

    private static List<String> found(Pattern pattern, String document) throws IOException {
        return pattern.matcher(Files.readString(Path.of("..", document)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static void assertPartsOfTests(List<String> parts, UnaryOperator<String> form) throws IOException {
        List<String> tests = new ArrayList<>();
        for (Path root : List.of(Path.of("src/test/java"), Path.of("servers/src/test/java"))) {
            try (Stream<Path> sources = Files.walk(root)) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    tests.add(form.apply(Files.readString(source)));
                }
            }
        }
        assertThat(parts).isNotEmpty();
        for (String part : parts) {
            assertThat(tests.stream().anyMatch(test -> test.contains(form.apply(part))))
                    .as(part)
                    .isTrue();
        }
    }

    /** Without comments at the ends of lines and white space. */
    private static String tokens(String code) {
        return code.replaceAll("\\s//.*", "").replaceAll("\\s", "");
    }

    /** Without white space and what holds literals together in Java, and lines in a shell. */
    private static String characters(String code) {
        return code.replaceAll("[\\s\"\\\\+]", "");
    }

    private int qp() throws IOException {
        HeifFile heif = HeifFile.read(Files.readAllBytes(path), HeifLimits.DEFAULT);
        return heif.picture(heif.primary()).qp();
    }
}
