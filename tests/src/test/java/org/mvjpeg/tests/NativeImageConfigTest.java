package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import org.junit.jupiter.api.Test;

/** What GraalVM's native-image is told, against the classes and files that are there and what a JVM links. */
class NativeImageConfigTest {
    private static final String FOLDER = "META-INF/native-image/";
    private static final Pattern LINKED =
            Pattern.compile("\\[Dynamic-linking native method (org\\.(?:mvjpeg|bytedeco)\\.[\\w.$]+)\\.\\w+ ");

    @Test
    void everyNameIsAClassAMethodOrAFile() throws Exception {
        for (String entry : ours()) {
            for (JsonObject description : classes(entry, "reflect-config.json", "jni-config.json")) {
                Class<?> type = Class.forName(
                        description.getString("name"), false, getClass().getClassLoader());
                for (Object method : description.getArray("methods", new JsonArray())) {
                    String name = ((JsonObject) method).getString("name");
                    assertThat(name.equals("<init>") ? type.getDeclaredConstructor() : type.getMethod(name))
                            .isNotNull();
                }
            }
            List<String> files = files(entry);
            for (String pattern : resources(entry)) {
                // JavaCPP writes the patterns of its own jar into every configuration.
                if (!pattern.startsWith("org/bytedeco/")) {
                    assertThat(files)
                            .as(pattern)
                            .anyMatch(Pattern.compile(pattern).asMatchPredicate());
                }
            }
        }
    }

    @Test
    void everyResourceThatIsLoadedIsIncluded() throws IOException {
        List<Pattern> patterns = new ArrayList<>();
        Set<String> needed = new HashSet<>();
        for (String entry : ours()) {
            resources(entry).stream().map(Pattern::compile).forEach(patterns::add);
            files(entry).stream()
                    .filter(file -> !file.endsWith(".class") && !file.startsWith("META-INF/"))
                    .forEach(needed::add);
        }
        assertThat(needed).isNotEmpty().allMatch(file -> patterns.stream()
                .anyMatch(p -> p.matcher(file).matches()));
    }

    @Test
    void everyClassThatImageIoFindsByNameIsReflected() throws Exception {
        Set<String> reflected = new HashSet<>();
        for (String entry : ours()) {
            classes(entry, "reflect-config.json").forEach(type -> reflected.add(type.getString("name")));
        }
        List<ImageReaderWriterSpi> providers = new ArrayList<>();
        ServiceLoader.load(ImageReaderSpi.class).forEach(providers::add);
        ServiceLoader.load(ImageWriterSpi.class).forEach(providers::add);
        providers.removeIf(provider -> !provider.getClass().getName().startsWith("org.mvjpeg."));
        assertThat(providers).hasSizeGreaterThan(1);
        for (ImageReaderWriterSpi provider : providers) {
            assertThat(reflected).contains(provider.getClass().getName(), provider.getPluginClassName());
            String format = provider.getNativeImageMetadataFormatName();
            if (format != null && format.startsWith("org_mvjpeg")) {
                assertThat(reflected)
                        .contains(provider.getImageMetadataFormat(format)
                                .getClass()
                                .getName());
            }
        }
    }

    /** No agent of GraalVM is needed to see which native methods a JVM binds. */
    @Test
    void everyNativeMethodThatIsLinkedIsInAClassOfJniConfig() throws Exception {
        Children.Result result =
                Children.java(WithdrawalTest.Program.class, jar -> true, List.of("-Xlog:jni+resolve=debug"));
        Matcher linked = LINKED.matcher(result.output());
        Set<String> types = linked.results().map(match -> match.group(1)).collect(Collectors.toSet());
        Set<String> configured = new HashSet<>();
        for (String entry : Children.classPath().filter(Children::isPlugIn).toList()) {
            classes(entry, "jni-config.json").forEach(type -> configured.add(type.getString("name")));
        }
        assertThat(types).contains("org.mvjpeg.kernel.NativeApi", "org.bytedeco.ffmpeg.global.avcodec");
        assertThat(configured).containsAll(types);
    }

    private static List<String> ours() {
        return Children.classPath()
                .filter(Children::isPlugIn)
                .filter(entry -> entry.contains("mvjpeg-"))
                .toList();
    }

    private static List<JsonObject> classes(String entry, String... names) throws IOException {
        List<JsonObject> classes = new ArrayList<>();
        for (String file : files(entry)) {
            if (file.startsWith(FOLDER) && Arrays.stream(names).anyMatch(file::endsWith)) {
                ((JsonArray) parse(entry, file)).forEach(type -> classes.add((JsonObject) type));
            }
        }
        return classes;
    }

    private static List<String> resources(String entry) throws IOException {
        List<String> patterns = new ArrayList<>();
        for (String file : files(entry)) {
            if (file.startsWith(FOLDER) && file.endsWith("resource-config.json")) {
                ((JsonObject) parse(entry, file))
                        .getArray("resources")
                        .forEach(resource -> patterns.add(((JsonObject) resource).getString("pattern")));
            }
        }
        return patterns;
    }

    private static Object parse(String entry, String file) throws IOException {
        try (FileSystem jar = jar(entry);
                InputStream in = Files.newInputStream(root(entry, jar).resolve(file))) {
            return JsonParser.any().from(in);
        } catch (com.grack.nanojson.JsonParserException e) {
            throw new AssertionError(entry + ", " + file, e);
        }
    }

    private static List<String> files(String entry) throws IOException {
        try (FileSystem jar = jar(entry)) {
            Path root = root(entry, jar);
            try (Stream<Path> paths = Files.walk(root)) {
                return paths.filter(Files::isRegularFile)
                        .map(path -> root.relativize(path).toString())
                        .toList();
            }
        }
    }

    /** @return null for a folder */
    private static FileSystem jar(String entry) throws IOException {
        return new File(entry).isDirectory() ? null : FileSystems.newFileSystem(Path.of(entry));
    }

    private static Path root(String entry, FileSystem jar) {
        return jar == null ? Path.of(entry) : jar.getPath("/");
    }
}
