package org.mvjpeg.evaluation.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All results so far, in memory and as lines of a file that only grows. A line that the end of a run cut short is dropped when the file is
 * opened again. One run at a time may have it open. Safe from many threads.
 */
public final class ResultsFile implements AutoCloseable {
    private static final String NAME = "results.jsonl";

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Coding> codings = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Set<String> outdated = new HashSet<>();

    private ResultsFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the results of a work folder, which is made if need be.
     *
     * @throws IOException if the file cannot be read and written, is in use, or a line before the last is damaged
     */
    public static ResultsFile open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, channel);
            ResultsFile results = new ResultsFile(file, channel);
            channel.truncate(results.load());
            results.outdated.removeAll(results.answers.keySet());
            channel.position(channel.size());
            return results;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Said below.
        }
        throw new IOException(file + ": another run works on it");
    }

    /** Reads all whole lines. @return where the last one ends, bytes */
    private long load() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long good = 0;
        long number = 1;
        Optional<String> damage = Optional.empty();
        channel.position(0);
        while (channel.read(buffer.clear()) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                if (damage.isPresent()) {
                    throw new IOException(file + ": " + damage.get());
                }
                damage = take(line.toString(StandardCharsets.UTF_8), number++);
                good += damage.isPresent() ? 0 : line.size() + 1L;
                line.reset();
            }
        }
        if (damage.isPresent() && line.size() > 0) {
            throw new IOException(file + ": " + damage.get());
        }
        return good;
    }

    /** @return what is wrong with the line, if anything is */
    private Optional<String> take(String text, long number) {
        try {
            Line.Parsed line = Line.parse(text);
            if (line.result() instanceof Coding coding) {
                codings.put(line.key(), coding);
            } else if (line.result() instanceof Answer answer) {
                answers.put(line.key(), answer);
            } else {
                outdated.add(line.key());
            }
            return Optional.empty();
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return Optional.of("line " + number + " is damaged (" + e.getMessage()
                    + "); delete the file to start afresh, or the line to do only its part again");
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
    synchronized void append(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        // What is read back is what counts, so that a run that was cut ends with the same figures to the last digit.
        for (String line : lines) {
            take(line, 0).ifPresent(damage -> {
                throw new IllegalStateException(damage);
            });
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
