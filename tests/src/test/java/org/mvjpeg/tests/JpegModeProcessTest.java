package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import org.junit.jupiter.api.Test;

/** JPEG mode as an operator switches it on, in processes of their own. */
class JpegModeProcessTest {
    private static final String ON = "-Dmvjpeg.jpeg=preprocess";

    @Test
    void onePropertyMakesJpegsSmallerAndSaysSoOnce() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> true, List.of(ON));
        assertThat(result.status()).isZero();
        assertThat(result.output())
                .containsOnlyOnce("INFO: mvjpeg preprocesses JPEGs")
                .contains("by PreprocessingJpegWriter ");
        assertThat(bytes(result)).isLessThan(bytes(Children.java(Program.class, jar -> true, List.of())));
    }

    @Test
    void withoutThePropertyNothingIsThereAndNothingIsSaid() throws Exception {
        for (List<String> options : List.of(List.<String>of(), List.of("-Dmvjpeg.jpeg=off"))) {
            Children.Result result = Children.java(Program.class, jar -> true, options);
            assertThat(result.output().lines()).singleElement().asString().startsWith("by JPEGImageWriter ");
        }
    }

    @Test
    void anUnknownValueIsOneWarning() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> true, List.of("-Dmvjpeg.jpeg=yes"));
        assertThat(result.output()).contains("by JPEGImageWriter ");
        assertThat(result.output().lines().filter(line -> line.startsWith("WARNING")))
                .singleElement()
                .asString()
                .contains("mvjpeg.jpeg=yes: only preprocess");
    }

    @Test
    void withoutNativesThereIsOneWarningAndJpegsAreWrittenAsBefore() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> !jar.contains("linux-x86_64"), List.of(ON));
        assertThat(result.status()).isZero();
        assertThat(result.output()).contains("by JPEGImageWriter ").doesNotContain("\tat ");
        assertThat(result.output().lines().filter(line -> line.startsWith("WARNING")))
                .as(result.output())
                .singleElement()
                .asString()
                .contains("mvjpeg withdraws");
    }

    @Test
    void twoApplicationsAndTenRedeploymentsPreprocessOnce() throws Exception {
        Children.Result result = Children.java(Applications.class, jar -> true, List.of(ON));
        assertThat(result.output()).as(result.output()).contains("all applications wrote the same");
        assertThat(result.status()).isZero();
    }

    private static int bytes(Children.Result result) {
        String line = result.output()
                .lines()
                .filter(text -> text.startsWith("by "))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }

    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            ImageIO.setUseCache(false);
            BufferedImage image = Pictures.textured(500, 400, BufferedImage.TYPE_INT_RGB);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", out);
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
            System.out.println("by " + writer.getClass().getSimpleName() + " " + out.size());
        }
    }

    /** Web applications with a copy of the plug-in each, which share the registry. */
    static final class Applications {
        private Applications() {}

        public static void main(String[] args) throws Exception {
            ImageIO.setUseCache(false);
            byte[] expected = null;
            try (Application first = new Application();
                    Application second = new Application()) {
                expected = first.write();
                require(expected, second.write());
                first.prefer();
                require(expected, first.write());
            }
            for (int i = 0; i < 10; i++) {
                try (Application application = new Application()) {
                    require(expected, application.write());
                }
            }
            System.out.println("all applications wrote the same");
        }

        private static void require(byte[] expected, byte[] written) {
            if (!Arrays.equals(expected, written)) {
                throw new AssertionError(expected.length + " bytes, then " + written.length);
            }
        }
    }

    private static final class Application implements AutoCloseable {
        private final URLClassLoader loader;
        private final ImageWriterSpi provider;

        Application() throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : Children.classPath().toList()) {
                urls.add(new File(entry).toURI().toURL());
            }
            loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            provider = ServiceLoader.load(ImageWriterSpi.class, loader).stream()
                    .filter(each -> each.type().getName().endsWith(".PreprocessingJpegWriterSpi"))
                    .filter(each -> each.type().getClassLoader() == loader)
                    .findFirst()
                    .orElseThrow()
                    .get();
            IIORegistry.getDefaultInstance().registerServiceProvider(provider, ImageWriterSpi.class);
        }

        byte[] write() throws Exception {
            BufferedImage image = Pictures.textured(400, 340, BufferedImage.TYPE_INT_RGB);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", out);
            return out.toByteArray();
        }

        void prefer() throws Exception {
            loader.loadClass("org.mvjpeg.imageio.jpeg.JpegMode")
                    .getMethod("prefer")
                    .invoke(null);
        }

        @Override
        public void close() throws Exception {
            IIORegistry.getDefaultInstance().deregisterServiceProvider(provider);
            loader.close();
        }
    }
}
