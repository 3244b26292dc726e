package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.imageio.Mvjpeg;

/** Spring Boot's executable jar: the plug-in and its natives lie in jars within the jar. */
class SpringBootTest {
    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void build() throws Exception {
        jar = folder.resolve("application.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        attributes.putValue("Start-Class", Application.class.getName());
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (JarOutputStream out = Jars.create(jar, manifest)) {
            try (JarInputStream loader =
                    new JarInputStream(Files.newInputStream(Children.program("spring-boot-loader")))) {
                Jars.copyEntries(loader, out);
            }
            String program = Application.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry("BOOT-INF/classes/"));
            out.putNextEntry(new JarEntry("BOOT-INF/classes/" + program));
            try (InputStream code = Application.class.getClassLoader().getResourceAsStream(program)) {
                code.transferTo(out);
            }
            out.putNextEntry(new JarEntry("BOOT-INF/lib/"));
            for (Path library : Jars.ofPlugIn(folder)) {
                store("BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library), out);
            }
        }
    }

    private static void store(String name, byte[] bytes, JarOutputStream out) throws Exception {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        JarEntry entry = new JarEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
    }

    @Test
    void theMainThreadNeedsNothing() throws Exception {
        assertThat(run("main")).isEqualTo("scanned true, registered true, written true");
    }

    @Test
    void whereAnotherThreadScannedFirstRegisteringHelps() throws Exception {
        assertThat(run("pool")).isEqualTo("scanned false, registered true, written true");
    }

    private String run(String thread) throws Exception {
        return Children.run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-jar",
                        jar.toString(),
                        thread))
                .output()
                .strip();
    }

    static final class Application {
        private Application() {}

        public static void main(String[] args) throws Exception {
            // Threads of a pool have the system class loader, which sees no nested jar.
            boolean scanned = args[0].equals("main")
                    ? write()
                    : new ForkJoinPool(1).submit(Application::write).get();
            boolean registered = Mvjpeg.register();
            System.out.println("scanned " + scanned + ", registered " + registered + ", written " + write());
        }

        private static boolean write() throws Exception {
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            return ImageIO.write(image, "mvjpeg", new ByteArrayOutputStream());
        }
    }
}
