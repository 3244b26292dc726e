package org.mvjpeg.evaluation.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The classes of pictures: a CSV, TSV or blank-separated text of file and class index, one picture per line.
 *
 * <p>With a header line the file's column is called {@code file}, {@code path}, {@code image} or {@code filename}, that of the index
 * {@code class_index}, {@code label_index}, {@code index}, {@code class} or {@code label}; further columns may select rows. Without
 * one the first column is the file and the second the index. Indices count from 0 in the order of the network's outputs.
 */
public final class LabelFile {
    private static final List<String> FILE_COLUMNS = List.of("file", "path", "image", "filename");
    private static final List<String> INDEX_COLUMNS = List.of("class_index", "label_index", "index", "class", "label");

    private final Path file;
    private final PathIndex<Integer> labels;

    private LabelFile(Path file, PathIndex<Integer> labels) {
        this.file = file;
        this.labels = labels;
    }

    /**
     * Reads the rows whose columns have the given values.
     *
     * @param where values by column, empty for all rows; needs a header line
     * @throws IOException naming file and line if it cannot be read, a column is missing or a class is no index
     */
    public static LabelFile read(Path file, Map<String, String> where) throws IOException {
        List<List<String>> rows = DelimitedText.parse(lines(file));
        if (rows.isEmpty()) {
            throw new IOException(file + ": holds no labels");
        }
        List<String> header =
                rows.get(0).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        boolean headed = FILE_COLUMNS.stream().anyMatch(header::contains);
        if (!headed && !where.isEmpty()) {
            throw new IOException(file + ": has no header line, so rows cannot be chosen by " + where.keySet());
        }
        int fileColumn = headed ? column(file, header, FILE_COLUMNS) : 0;
        int indexColumn = headed ? column(file, header, INDEX_COLUMNS) : 1;
        PathIndex<Integer> labels = new PathIndex<>();
        for (int row = headed ? 1 : 0; row < rows.size(); row++) {
            List<String> fields = rows.get(row);
            if (fields.size() <= Math.max(fileColumn, indexColumn)) {
                throw new IOException(file + ": entry " + (row + 1) + " has too few columns: " + fields);
            }
            if (chosen(file, header, fields, where)) {
                labels.add(fields.get(fileColumn), index(file, row, fields.get(indexColumn)));
            }
        }
        if (labels.isEmpty()) {
            throw new IOException(file + ": no row has " + where);
        }
        return new LabelFile(file, labels);
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new IOException(file + ": is not text in UTF-8", e);
        }
    }

    private static int column(Path file, List<String> header, List<String> names) throws IOException {
        for (String name : names) {
            if (header.contains(name)) {
                return header.indexOf(name);
            }
        }
        throw new IOException(file + ": no column is called " + String.join(", ", names) + "; there are " + header);
    }

    private static boolean chosen(Path file, List<String> header, List<String> fields, Map<String, String> where)
            throws IOException {
        for (Map.Entry<String, String> condition : where.entrySet()) {
            int column = header.indexOf(condition.getKey().toLowerCase(Locale.ROOT));
            if (column < 0) {
                throw new IOException(file + ": no column is called " + condition.getKey() + "; there are " + header);
            }
            if (column >= fields.size() || !fields.get(column).equals(condition.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static int index(Path file, int row, String text) throws IOException {
        try {
            int index = Integer.parseInt(text);
            if (index >= 0) {
                return index;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IOException(file + ": entry " + (row + 1) + ": '" + text + "' is not a class index of 0 or more");
    }

    /**
     * The class of a picture; empty if no row is about it.
     *
     * @throws IOException if rows of different classes fit it equally well
     */
    Optional<Integer> labelOf(Path picture) throws IOException {
        try {
            return labels.find(picture);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
