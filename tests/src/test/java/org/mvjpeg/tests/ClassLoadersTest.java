package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** The plug-in inside web applications: one copy each, deployed and undeployed. */
class ClassLoadersTest {
    @Test
    void theSamePluginWorksInTwoClassLoadersAtOnce() throws Exception {
        Children.Result result = Children.java(TwoApplications.class, jar -> true, List.of());
        assertThat(result.output().strip()).isEqualTo("two applications wrote");
    }

    @Test
    void undeployingLeavesNoThreadOfOursBehind() throws Exception {
        Children.Result result = Children.java(Redeployments.class, jar -> true, List.of());
        assertThat(result.output().strip()).isEqualTo("no threads left");
    }

    /** One application. */
    private static final class Application implements AutoCloseable {
        private final URLClassLoader loader;
        private final ImageWriterSpi writers;
        private final ImageReaderSpi readers;

        Application() throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : Children.classPath().toList()) {
                urls.add(new File(entry).toURI().toURL());
            }
            loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            writers = provider(ImageWriterSpi.class);
            readers = provider(ImageReaderSpi.class);
            IIORegistry.getDefaultInstance().registerServiceProvider(writers, ImageWriterSpi.class);
            IIORegistry.getDefaultInstance().registerServiceProvider(readers, ImageReaderSpi.class);
        }

        private <T> T provider(Class<T> category) {
            return ServiceLoader.load(category, loader).stream()
                    .filter(provider -> provider.type().getName().startsWith("org.mvjpeg."))
                    .filter(provider -> provider.type().getClassLoader() == loader)
                    .findFirst()
                    .orElseThrow()
                    .get();
        }

        void roundTrip() throws Exception {
            BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageWriter writer = writers.createWriterInstance();
            try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(image);
            }
            ImageReader reader = readers.createReaderInstance();
            reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(out.toByteArray())));
            if (reader.read(0).getWidth() != 40) {
                throw new AssertionError("wrong width");
            }
        }

        @Override
        public void close() throws IOException {
            IIORegistry.getDefaultInstance().deregisterServiceProvider(writers);
            IIORegistry.getDefaultInstance().deregisterServiceProvider(readers);
            loader.close();
        }
    }

    static final class TwoApplications {
        private TwoApplications() {}

        public static void main(String[] args) throws Exception {
            ImageIO.setUseCache(false);
            try (Application first = new Application();
                    Application second = new Application()) {
                first.roundTrip();
                second.roundTrip();
                first.roundTrip();
            }
            System.out.println("two applications wrote");
        }
    }

    static final class Redeployments {
        /** The JDK's, and the one that JavaCPP starts in each class loader for pointers that nobody frees. */
        private static final Set<String> OF_OTHERS = Set.of("Java2D Disposer", "JavaCPP Deallocator");

        private Redeployments() {}

        public static void main(String[] args) throws Exception {
            ImageIO.setUseCache(false);
            ImageIO.getReaderFormatNames();
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            for (int i = 0; i < 3; i++) {
                try (Application application = new Application()) {
                    application.roundTrip();
                }
            }
            Set<String> left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .filter(name -> !OF_OTHERS.contains(name))
                    .collect(Collectors.toSet());
            System.out.println(left.isEmpty() ? "no threads left" : left);
        }
    }
}
