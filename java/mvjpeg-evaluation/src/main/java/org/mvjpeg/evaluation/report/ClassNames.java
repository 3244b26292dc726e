package org.mvjpeg.evaluation.report;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The names of a network's classes in the order of its outputs.
 *
 * @param names may be empty: classes are then called by their indices
 */
public record ClassNames(List<String> names) {
    private static final String WORDNET_ID = "^n\\d{8}\\s+";

    /** Copies the list. */
    public ClassNames {
        names = List.copyOf(names);
    }

    /** Reads a text of one name per line. @throws IOException if it cannot be read or is empty */
    public static ClassNames read(Path file) throws IOException {
        List<String> names;
        try {
            names = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (MalformedInputException e) {
            throw new IOException(file + ": is not text in UTF-8", e);
        }
        if (names.isEmpty()) {
            throw new IOException(file + ": holds no class names");
        }
        return new ClassNames(names);
    }

    /** A class of a network of so many classes, short enough for a caption. */
    String of(int classId, int classes) {
        return names.size() == classes && classId < classes
                ? names.get(classId).replaceFirst(WORDNET_ID, "").split(",")[0]
                : "class " + classId;
    }
}
