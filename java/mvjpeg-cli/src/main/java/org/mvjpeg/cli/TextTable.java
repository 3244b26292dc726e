package org.mvjpeg.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in aligned columns: the first to the left, the others to the right. */
final class TextTable {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();

    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, without trailing spaces. */
    List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String padding = " ".repeat(widths[c] - row.get(c).length());
                line.append(c == 0 ? "" : GAP);
                line.append(c == 0 ? row.get(c) + padding : padding + row.get(c));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
