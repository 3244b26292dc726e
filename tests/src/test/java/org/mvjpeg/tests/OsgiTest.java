package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The jars as bundles of their own in Apache Felix; FFmpeg's, which are none, are wrapped. */
class OsgiTest {
    private static final String BUNDLES = "bundles";
    private static final String FFMPEG = "org.bytedeco.ffmpeg";

    @TempDir
    Path folder;

    @Test
    void manifestsSayWhatIsExportedAndNeeded() throws Exception {
        for (Path jar : Jars.ofPlugIn(folder)) {
            if (!jar.getFileName().toString().startsWith("mvjpeg-")) {
                continue;
            }
            try (JarFile file = new JarFile(jar.toFile())) {
                Attributes attributes = file.getManifest().getMainAttributes();
                String name = attributes.getValue(Constants.BUNDLE_SYMBOLICNAME);
                assertThat(attributes.getValue(Constants.BUNDLE_MANIFESTVERSION))
                        .isEqualTo("2");
                assertThat(name).startsWith("org.mvjpeg.");
                assertThat(attributes.getValue(Constants.EXPORT_PACKAGE)).contains(name);
                assertThat(attributes.getValue(Constants.EXPORT_PACKAGE)).doesNotContain("internal");
            }
        }
    }

    @Test
    void aBundleRegistersWritesAndReads() throws Exception {
        List<Path> bundles = new ArrayList<>();
        // javacpp's manifest asks for SLF4J.
        bundles.add(Children.program("slf4j-api"));
        bundles.add(Children.program("slf4j-nop"));
        for (Path jar : Jars.ofPlugIn(folder)) {
            bundles.add(jar.getFileName().toString().startsWith("ffmpeg") ? wrapped(jar) : jar);
        }
        Children.Result result = Children.java(
                Program.class,
                entry -> !Children.isPlugIn(entry),
                List.of(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-D" + BUNDLES + "="
                                + bundles.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        "-D" + Constants.FRAMEWORK_STORAGE + "=" + folder.resolve("felix")));
        assertThat(result.output().strip()).isEqualTo("registered true, psnr high true, unregistered true");
    }

    private Path wrapped(Path jar) throws Exception {
        boolean natives = jar.getFileName().toString().contains("linux");
        Map<String, String> identity = Map.of(
                Constants.BUNDLE_MANIFESTVERSION,
                "2",
                Constants.BUNDLE_SYMBOLICNAME,
                natives ? FFMPEG + ".natives" : FFMPEG,
                natives ? Constants.FRAGMENT_HOST : Constants.EXPORT_PACKAGE,
                natives ? FFMPEG : packages(jar),
                Constants.DYNAMICIMPORT_PACKAGE,
                "org.bytedeco.javacpp.*,org.bytedeco.javacpp");
        return Jars.wrap(jar, identity, folder);
    }

    private static String packages(Path jar) throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("org/") && name.endsWith(".class"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .distinct()
                    .collect(Collectors.joining(","));
        }
    }

    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            ImageIO.setUseCache(false);
            Framework framework = ServiceLoader.load(FrameworkFactory.class)
                    .findFirst()
                    .orElseThrow()
                    .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, System.getProperty(Constants.FRAMEWORK_STORAGE)));
            framework.start();
            List<Bundle> bundles = new ArrayList<>();
            for (String jar : System.getProperty(BUNDLES).split(File.pathSeparator)) {
                bundles.add(framework
                        .getBundleContext()
                        .installBundle(new File(jar).toURI().toString()));
            }
            for (Bundle bundle : bundles) {
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            }
            Class<?> plugIn = bundles.stream()
                    .filter(bundle -> "org.mvjpeg.imageio".equals(bundle.getSymbolicName()))
                    .findFirst()
                    .orElseThrow()
                    .loadClass("org.mvjpeg.imageio.Mvjpeg");
            Object registered = plugIn.getMethod("register").invoke(null);
            BufferedImage image = Pictures.draw(90, 70, BufferedImage.TYPE_INT_RGB);
            boolean high = Pictures.psnr(image, Pictures.decode(Pictures.encode(image))) > 25;
            plugIn.getMethod("unregister").invoke(null);
            boolean gone = !ImageIO.getImageWritersByFormatName("heic").hasNext();
            System.out.println("registered " + registered + ", psnr high " + high + ", unregistered " + gone);
            framework.stop();
            framework.waitForStop(0);
        }
    }
}
