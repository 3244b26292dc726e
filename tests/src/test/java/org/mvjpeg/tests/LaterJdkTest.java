package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java 24 and later, which warn of libraries that load natives without leave; skipped where no such JDK is installed. */
class LaterJdkTest {
    private static final int WARNS_SINCE = 24;
    private static final String WRITTEN = "write mvjpeg true, read true, write png true";

    @TempDir
    Path folder;

    private String java;

    @BeforeEach
    void find() throws IOException {
        java = jdks().filter(jdk -> version(jdk) >= WARNS_SINCE)
                .map(jdk -> jdk.resolve("bin/java").toString())
                .findFirst()
                .orElseGet(() -> abort("no JDK " + WARNS_SINCE + " or later runs this test or is in /usr/lib/jvm"));
    }

    @Test
    void anApplicationsManifestGivesLeave() throws Exception {
        assertThat(run(List.of("-jar", jar("ALL-UNNAMED").toString())).output().strip())
                .isEqualTo(WRITTEN);
    }

    @Test
    void soDoesTheCommandLine() throws Exception {
        String file = jar(null).toString();
        assertThat(run(List.of("--enable-native-access=ALL-UNNAMED", "-jar", file))
                        .output()
                        .strip())
                .isEqualTo(WRITTEN);
        String warned = run(List.of("-jar", file)).output();
        assertThat(warned).contains("restricted method").endsWith(WRITTEN + System.lineSeparator());
    }

    @Test
    void modulesAreGivenLeaveByName() throws Exception {
        Path program = Path.of(WithdrawalTest.Program.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Children.Result result = run(List.of(
                "--module-path",
                Children.plugInPath(),
                "--add-modules",
                "ALL-MODULE-PATH",
                "--enable-native-access=org.bytedeco.javacpp,org.bytedeco.ffmpeg,org.mvjpeg.kernel",
                "-cp",
                program.toString(),
                WithdrawalTest.Program.class.getName()));
        assertThat(result.output().strip()).isEqualTo(WRITTEN);
    }

    private Children.Result run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(java, "-Djava.awt.headless=true"));
        command.addAll(arguments);
        return Children.run(command);
    }

    /** @param access what the manifest says of native access; null for nothing */
    private Path jar(String access) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, WithdrawalTest.Program.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Children.classPath()
                        .filter(Children::isPlugIn)
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        if (access != null) {
            attributes.putValue("Enable-Native-Access", access);
        }
        Path file = folder.resolve("application-" + access + ".jar");
        String program = WithdrawalTest.Program.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = Jars.create(file, manifest);
                InputStream code = getClass().getClassLoader().getResourceAsStream(program)) {
            out.putNextEntry(new JarEntry(program));
            code.transferTo(out);
        }
        return file;
    }

    private static Stream<Path> jdks() throws IOException {
        Path installed = Path.of("/usr/lib/jvm");
        Stream<Path> own = Stream.of(Path.of(System.getProperty("java.home")));
        if (!Files.isDirectory(installed)) {
            return own;
        }
        try (Stream<Path> all = Files.list(installed)) {
            return Stream.concat(own, all.toList().stream());
        }
    }

    /** The feature version that a JDK says of itself in its file {@code release}; 0 where it does not. */
    private static int version(Path jdk) {
        Path release = jdk.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        } catch (IOException e) {
            return 0;
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }
}
