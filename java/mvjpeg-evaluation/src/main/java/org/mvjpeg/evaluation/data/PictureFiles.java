package org.mvjpeg.evaluation.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Finds pictures: in folders and their sub-folders, in lists (a text file of one path per line, relative to itself), or named. */
public final class PictureFiles {
    private static final Set<String> LISTS = Set.of("txt", "lst", "list");

    private PictureFiles() {}

    /**
     * The files, each once; those of a folder in the order of their paths.
     *
     * @throws IOException if one of the places does not exist or holds no picture
     */
    public static List<Path> find(List<Path> places) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path place : places) {
            List<Path> found = findIn(place);
            if (found.isEmpty()) {
                throw new IOException(place + ": no picture in it");
            }
            files.addAll(found);
        }
        return List.copyOf(files);
    }

    private static List<Path> findIn(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return search(place);
        }
        if (!Files.isRegularFile(place)) {
            throw new IOException(place + ": no such file or folder");
        }
        if (!LISTS.contains(suffix(place))) {
            return List.of(place);
        }
        return Files.readAllLines(place).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(place::resolveSibling)
                .toList();
    }

    private static List<Path> search(Path folder) throws IOException {
        Set<String> suffixes = Arrays.stream(ImageIO.getReaderFileSuffixes())
                .map(suffix -> suffix.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> suffixes.contains(suffix(file)) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }
}
