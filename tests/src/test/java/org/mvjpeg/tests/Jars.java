package org.mvjpeg.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** Jars as a release has them, also where the build so far has folders of classes. */
final class Jars {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private Jars() {}

    /** The plug-in and what it needs. @param folder for those that have to be made */
    static List<Path> ofPlugIn(Path folder) {
        return Children.classPath()
                .filter(Children::isPlugIn)
                .map(Path::of)
                .map(entry -> Files.isDirectory(entry) ? pack(entry, folder) : entry)
                .toList();
    }

    /** Packs {@code NAME/target/classes} into {@code NAME.jar}. */
    private static Path pack(Path classes, Path folder) {
        Path jar = folder.resolve(classes.getParent().getParent().getFileName() + ".jar");
        try (JarOutputStream out = create(jar, manifest(classes.resolve(MANIFEST)));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(file).toString();
                if (!name.equals(MANIFEST)) {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(file, out);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a jar and adds to the main attributes of its manifest, as {@code bnd wrap} and Karaf's {@code wrap:} do. */
    static Path wrap(Path jar, Map<String, String> attributes, Path folder) throws IOException {
        Path wrapped = folder.resolve("wrapped-" + jar.getFileName());
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            Manifest manifest = in.getManifest();
            attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
            try (JarOutputStream out = create(wrapped, manifest)) {
                copyEntries(in, out);
            }
        }
        return wrapped;
    }

    /** Copies all entries but the manifest. */
    static void copyEntries(JarInputStream in, JarOutputStream out) throws IOException {
        for (JarEntry entry; (entry = in.getNextJarEntry()) != null; ) {
            if (!entry.getName().equals(MANIFEST)) {
                out.putNextEntry(new JarEntry(entry.getName()));
                in.transferTo(out);
            }
        }
    }

    static JarOutputStream create(Path jar, Manifest manifest) throws IOException {
        OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        out.setLevel(Deflater.NO_COMPRESSION);
        return out;
    }

    private static Manifest manifest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Manifest(in);
        }
    }
}
