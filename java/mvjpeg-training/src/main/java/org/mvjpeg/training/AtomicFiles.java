package org.mvjpeg.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;

/** Writes files whole or not at all. */
final class AtomicFiles {
    private AtomicFiles() {}

    /** Replaces a safetensors file likewise. */
    static void write(Path file, Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Safetensors.write(model, bytes);
        write(file, bytes.toByteArray());
    }

    /** Replaces a file; its folder is made. @throws IOException if it cannot; the old file then stands as it was */
    static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Not createTempFile: the file would be readable by its owner alone.
        Path part = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.write(part, bytes);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
