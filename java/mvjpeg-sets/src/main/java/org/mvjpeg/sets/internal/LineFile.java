package org.mvjpeg.sets.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Results as lines of a file that only grows. A line that the end of a run cut short is dropped when the file is opened again. One run at a
 * time may have it open. Safe from many threads.
 */
public final class LineFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Consumer<String> reader;

    private LineFile(Path file, FileChannel channel, Consumer<String> reader) {
        this.file = file;
        this.channel = channel;
        this.reader = reader;
    }

    /**
     * Opens a file, which is made with its folder if need be, and reads all whole lines.
     *
     * @param reader takes each line, those appended later too; throws {@link IllegalArgumentException}, {@link ClassCastException} or
     *     {@link NullPointerException} for one that is none of ours
     * @throws IOException if the file cannot be read and written, is in use, or a line before the last is damaged
     */
    public static LineFile open(Path file, Consumer<String> reader) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, channel);
            LineFile lines = new LineFile(file, channel, reader);
            channel.truncate(lines.load());
            channel.position(channel.size());
            return lines;
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
            reader.accept(text);
            return Optional.empty();
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return Optional.of("line " + number + " is damaged (" + e.getMessage()
                    + "); delete the file to start afresh, or the line to do only its part again");
        }
    }

    /**
     * Keeps lines; after return they outlive the program.
     *
     * @throws IOException if they cannot be written
     */
    public synchronized void append(List<String> lines) throws IOException {
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
