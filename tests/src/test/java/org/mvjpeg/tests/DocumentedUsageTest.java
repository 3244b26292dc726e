package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;

/** The examples of {@code docs/java.md}, and that every example of the documents is part of a test. */
class DocumentedUsageTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

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
    void withoutImageIo() throws IOException {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            EncoderOptions options =
                    EncoderOptions.builder().qp(34).profile(Profile.MACHINE).build();
            EncodedPicture picture = encoder.encode(Pixels.of(image), options);
            Files.write(path, picture.heif());
        }

        assertThat(qp()).isEqualTo(34);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/java.md", "docs/deployment.md"})
    void everyExampleIsPartOfATest(String document) throws IOException {
        List<String> tests = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                tests.add(tokens(Files.readString(source)));
            }
        }
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("..", document)))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            assertThat(tests).as(example).anyMatch(test -> test.contains(tokens(example)));
        }
    }

    /** Without comments at the ends of lines and white space. */
    private static String tokens(String code) {
        return code.replaceAll("\\s//.*", "").replaceAll("\\s", "");
    }

    private int qp() throws IOException {
        HeifFile heif = HeifFile.read(Files.readAllBytes(path), HeifLimits.DEFAULT);
        return heif.picture(heif.primary()).qp();
    }
}
