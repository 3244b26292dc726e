package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
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
    private static final String PATH = "application.path";

    @Test
    void theSamePluginWorksInTwoClassLoadersAtOnce() throws Exception {
        Children.Result result = run(TwoApplications.class);
        assertThat(result.output().strip()).isEqualTo("two applications wrote");
    }

    @Test
    void javaCppOfASharedLoaderIsOneWarning() throws Exception {
        Children.Result result = run(SharedJavaCpp.class);
        assertThat(result.output().lines().filter(line -> line.startsWith("WARNING")))
                .as(result.output())
                .singleElement()
                .asString()
                .contains("mvjpeg withdraws", "java.lang.Runtime.load0")
                .doesNotContain("null");
        assertThat(result.output()).endsWith("registered false" + System.lineSeparator());
        assertThat(result.output()).doesNotContain("\tat ");
    }

    @Test
    void tenRedeploymentsLeaveNoClassLoaderAndNoThreadBehind() throws Exception {
        Children.Result result = run(Redeployments.class);
        assertThat(result.output().strip()).isEqualTo("10 deployed, 0 class loaders left, threads left: []");
    }

    /** The plug-in is on the applications' path alone, as where a server has nothing of ours. */
    private static Children.Result run(Class<?> main) throws Exception {
        return Children.java(
                main, entry -> !Children.isPlugIn(entry), List.of("-D" + PATH + "=" + Children.plugInPath()));
    }

    /** A loader that sees the JDK and the plug-in. */
    private static URLClassLoader applicationLoader() throws MalformedURLException {
        return new URLClassLoader(applicationPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] applicationPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty(PATH).split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** One application. */
    private static final class Application implements AutoCloseable {
        private final URLClassLoader loader;
        private final ImageWriterSpi writers;
        private final ImageReaderSpi readers;

        Application() throws Exception {
            loader = applicationLoader();
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

    /** JavaCPP's Java part in a server's folder, the rest in the application: JavaCPP has to load libraries for another loader. */
    static final class SharedJavaCpp {
        private SharedJavaCpp() {}

        public static void main(String[] args) throws Exception {
            URL[] all = applicationPath();
            URL[] shared = Stream.of(all)
                    .filter(url -> url.getPath().contains("javacpp-"))
                    .toArray(URL[]::new);
            try (URLClassLoader server = new URLClassLoader(shared, ClassLoader.getPlatformClassLoader());
                    URLClassLoader application = new URLClassLoader(all, server)) {
                Class<?> plugin = application.loadClass("org.mvjpeg.imageio.Mvjpeg");
                System.out.println("registered " + plugin.getMethod("register").invoke(null));
            }
        }
    }

    /** A web application that is started and stopped again and again, as its container does it: by its own code, in its own loader. */
    static final class Redeployments {
        private static final int TIMES = 10;
        private static final int PATIENCE = 100;

        private Redeployments() {}

        public static void main(String[] args) throws Exception {
            ImageIO.setUseCache(false);
            ImageIO.getReaderFormatNames();
            Pictures.draw(8, 8, BufferedImage.TYPE_INT_RGB); // starts Java2D's own thread
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                loaders.add(deploy());
            }
            displaceTheLastRecord();
            for (int i = 0; i < PATIENCE && left(loaders) > 0; i++) {
                System.gc();
                Thread.sleep(20);
            }
            List<String> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .toList();
            System.out.println(TIMES + " deployed, " + left(loaders) + " class loaders left, threads left: " + threads);
        }

        private static long left(List<WeakReference<ClassLoader>> loaders) {
            return loaders.stream().filter(loader -> loader.get() != null).count();
        }

        private static WeakReference<ClassLoader> deploy() throws Exception {
            try (URLClassLoader loader = applicationLoader()) {
                Class<?> plugin = loader.loadClass("org.mvjpeg.imageio.Mvjpeg");
                if (!plugin.getMethod("register").invoke(null).equals(true)) {
                    throw new AssertionError("not registered");
                }
                BufferedImage back = Pictures.decode(Pictures.encode(new BufferedImage(40, 30, 1)));
                if (back.getWidth() != 40) {
                    throw new AssertionError("wrong width");
                }
                plugin.getMethod("unregister").invoke(null);
                if (ImageIO.getImageWritersByFormatName("mvjpeg").hasNext()) {
                    throw new AssertionError("still registered");
                }
                return new WeakReference<>(loader);
            }
        }

        /** JDK 17 itself keeps the class loader of the record whose equals or hashCode was linked last (ObjectMethods' method handles). */
        private static void displaceTheLastRecord() {
            record Other(String text) {}
            if (new Other("a").hashCode() == new Other("b").hashCode() || new Other("a").equals(new Other("b"))) {
                throw new AssertionError();
            }
        }
    }
}
