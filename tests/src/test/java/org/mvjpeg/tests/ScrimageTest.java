package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sksamuel.scrimage.ImmutableImage;
import com.sksamuel.scrimage.nio.JpegWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** scrimage as it is, with JPEG mode: it writes through the JPEG plug-in of TwelveMonkeys, which it brings along. */
class ScrimageTest {
    @Test
    void itsJpegsGetSmaller() throws Exception {
        List<Integer> plain = sizes(List.of());
        List<Integer> preprocessed = sizes(List.of("-Dmvjpeg.jpeg=preprocess"));
        assertThat(plain).hasSize(4);
        for (int k = 0; k < 3; k++) {
            assertThat(preprocessed.get(k)).isLessThan(plain.get(k));
        }
        assertThat(preprocessed.get(3)).as("quality 95").isEqualTo(plain.get(3));
    }

    private static List<Integer> sizes(List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.awt.headless=true");
        command.addAll(options);
        command.add("-cp");
        Stream<String> own = Stream.of(
                        "imageio-core", "imageio-jpeg", "imageio-metadata", "common-lang", "common-io", "common-image")
                .map(name -> Children.program(name).toString());
        Stream<String> rest = Children.classPath().filter(jar -> !jar.contains("twelvemonkeys"));
        command.add(Stream.concat(own, rest).collect(Collectors.joining(File.pathSeparator)));
        command.add(Program.class.getName());
        Children.Result result = Children.run(command);
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("beside com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageWriter");
        return result.output()
                .lines()
                .filter(line -> line.startsWith("bytes "))
                .map(line -> Integer.valueOf(line.substring(6)))
                .toList();
    }

    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            ImmutableImage image = ImmutableImage.fromAwt(Pictures.textured(480, 360, BufferedImage.TYPE_INT_ARGB));
            for (JpegWriter writer : List.of(
                    JpegWriter.Default,
                    JpegWriter.compression(40),
                    new JpegWriter().withCompression(60).withProgressive(true),
                    JpegWriter.compression(95))) {
                byte[] file = image.forWriter(writer).bytes();
                if (ImageIO.read(new ByteArrayInputStream(file)).getWidth() != 480) {
                    throw new AssertionError("wrong width");
                }
                System.out.println("bytes " + file.length);
            }
            ImageIO.getImageWritersByFormatName("jpeg")
                    .forEachRemaining(writer ->
                            System.out.println("beside " + writer.getClass().getName()));
        }
    }
}
