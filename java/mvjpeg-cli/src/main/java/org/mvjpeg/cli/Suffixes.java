package org.mvjpeg.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** File name suffixes, in lower case and without the dot. */
final class Suffixes {
    /** What our own files are called. */
    static final Set<String> HEIC = Set.of("heic", "heif", "hif", "mvjpeg");

    private Suffixes() {}

    /** Suffixes that ImageIO reads here, without our own. */
    static Set<String> readable() {
        return foreign(ImageIO.getReaderFileSuffixes());
    }

    /** Suffixes that ImageIO writes here, without our own. */
    static Set<String> writable() {
        return foreign(ImageIO.getWriterFileSuffixes());
    }

    /** The suffix of a file; empty if it has none. */
    static String of(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }

    /** The file's path with another suffix in place of its own. */
    static Path replace(Path file, String suffix) {
        return file.resolveSibling(base(file) + "." + suffix);
    }

    /** The file's name without its suffix. */
    static String base(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Set<String> foreign(String[] suffixes) {
        return Arrays.stream(suffixes)
                .map(suffix -> suffix.toLowerCase(Locale.ROOT))
                .filter(suffix -> !suffix.isEmpty() && !HEIC.contains(suffix))
                .collect(Collectors.toUnmodifiableSet());
    }
}
