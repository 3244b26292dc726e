package org.mvjpeg.evaluation.data;

import java.util.ArrayList;
import java.util.List;

/** Lines of comma-separated (RFC 4180 quoting, no line breaks inside a field), tab-separated or blank-separated text. */
final class DelimitedText {
    private DelimitedText() {}

    /** The fields of all lines that hold something; the first line settles the separator. */
    static List<List<String>> parse(List<String> lines) {
        List<String> full = lines.stream()
                .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        if (full.isEmpty()) {
            return List.of();
        }
        char separator = full.get(0).indexOf('\t') >= 0 ? '\t' : full.get(0).indexOf(',') >= 0 ? ',' : ' ';
        return full.stream().map(line -> fields(line, separator)).toList();
    }

    private static List<String> fields(String line, char separator) {
        if (separator == ' ') {
            // The last word is the label: the file's own name may hold blanks.
            String trimmed = line.strip();
            int at = Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\t'));
            return at < 0 ? List.of(trimmed) : List.of(trimmed.substring(0, at).strip(), trimmed.substring(at + 1));
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
