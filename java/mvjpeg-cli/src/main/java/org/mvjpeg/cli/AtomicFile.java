package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files whole or not at all: under another name in the same folder first, then moved. */
final class AtomicFile {
    private AtomicFile() {}

    /** Writes a file, replacing one that is there and making its folder if need be. @throws IOException if it cannot; the old file then stands as it was */
    static void write(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileFailure("the output " + file + " is not a regular file");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new FileFailure("the output " + file + " is write-protected");
        }
        Path target = Files.isSymbolicLink(file) ? Plan.real(file) : file;
        Path folder = target.toAbsolutePath().getParent();
        Path part = folder.resolve("." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder);
            // The signal that ends the program must not leave a part behind either.
            part.toFile().deleteOnExit();
            Files.write(part, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(part, target);
        } catch (IOException e) {
            discard(part, e);
            throw new FileFailure("cannot write the output " + file + ": " + reason(e, part, folder), e);
        }
    }

    private static String reason(IOException failure, Path part, Path folder) {
        // The folder is there, or was made: one like /proc says that what it will not hold does not exist.
        return failure instanceof NoSuchFileException
                ? "the folder takes no files: " + folder
                // The name of the part is nobody's business.
                : Reasons.of(failure).replace(part.toString(), folder.toString());
    }

    private static void discard(Path part, IOException reason) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
