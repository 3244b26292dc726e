package org.mvjpeg.training.photos;

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

/** Finds photographs by what a user names: folders, lists, single files. */
public final class PhotoFiles {
    private PhotoFiles() {}

    /**
     * The files, each once, in an order that depends on the names alone.
     *
     * @param places folders, searched with all below them for the suffixes that ImageIO reads; {@code .txt} files with one path per line,
     *     relative to the list; pictures
     * @throws IOException naming the place that does not exist, cannot be read or holds no picture
     */
    public static List<Path> find(List<Path> places) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (Path place : places) {
            List<Path> found = findIn(place);
            if (found.isEmpty()) {
                throw new IOException(place + ": no photographs there");
            }
            found.forEach(file -> files.add(file.toAbsolutePath().normalize()));
        }
        return List.copyOf(files);
    }

    private static List<Path> findIn(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return search(place);
        }
        if (!Files.exists(place)) {
            throw new IOException(place + ": no such file or folder");
        }
        if (suffix(place).equals("txt")) {
            return listed(place);
        }
        return List.of(place);
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

    private static List<Path> listed(Path list) throws IOException {
        List<Path> files = Files.readAllLines(list).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(list::resolveSibling)
                .toList();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new IOException(list + ": it names " + file + ", which is no file");
            }
        }
        return files;
    }

    private static String suffix(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
