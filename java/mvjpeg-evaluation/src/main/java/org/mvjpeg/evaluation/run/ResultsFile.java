package org.mvjpeg.evaluation.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mvjpeg.sets.internal.LineFile;

/** All results so far, in memory and as lines of a file that only grows. One run at a time may have it open. Safe from many threads. */
public final class ResultsFile implements AutoCloseable {
    private static final String NAME = "results.jsonl";

    private final LineFile lines;
    private final Map<String, Coding> codings = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Set<String> outdated = new HashSet<>();

    private ResultsFile(Path file) throws IOException {
        lines = LineFile.open(file, this::take);
        outdated.removeAll(answers.keySet());
    }

    /**
     * Opens the results of a work folder, which is made if need be.
     *
     * @throws IOException if the file cannot be read and written, is in use, or a line before the last is damaged
     */
    public static ResultsFile open(Path folder) throws IOException {
        return new ResultsFile(folder.resolve(NAME));
    }

    private void take(String text) {
        Line.Parsed line = Line.parse(text);
        if (line.result() instanceof Coding coding) {
            codings.put(line.key(), coding);
        } else if (line.result() instanceof Answer answer) {
            answers.put(line.key(), answer);
        } else {
            outdated.add(line.key());
        }
    }

    /**
     * How many answers of detectors came from a version that did not measure their divergence, and were not given again when the file was
     * opened. They count as not there.
     */
    public int outdated() {
        return outdated.size();
    }

    Optional<Coding> coding(String key) {
        return Optional.ofNullable(codings.get(key));
    }

    Optional<Answer> answer(String key) {
        return Optional.ofNullable(answers.get(key));
    }

    /**
     * Keeps lines; after return they outlive the program.
     *
     * @throws IOException if they cannot be written
     */
    void append(List<String> added) throws IOException {
        lines.append(added);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
