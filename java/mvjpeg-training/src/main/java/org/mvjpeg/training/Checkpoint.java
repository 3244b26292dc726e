package org.mvjpeg.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.training.network.TensorArchive;

/**
 * All that a training needs to go on: groups of tensors and notes, in one safetensors file.
 *
 * @param groups tensors by group and name
 * @param notes texts by key
 */
record Checkpoint(Map<String, Map<String, Tensor>> groups, Map<String, String> notes) {
    private static final String SEPARATOR = "/";

    /** Writes the file whole or not at all. */
    void write(Path file) throws IOException {
        Map<String, Tensor> flat = new LinkedHashMap<>();
        groups.forEach(
                (group, tensors) -> tensors.forEach((name, tensor) -> flat.put(group + SEPARATOR + name, tensor)));
        AtomicFiles.write(file, TensorArchive.of(flat, notes));
    }

    /**
     * Reads a file; the tensors belong to the calling thread's PointerScope.
     *
     * @return empty where there is none
     * @throws IOException naming the file if it is no checkpoint
     */
    static Optional<Checkpoint> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Model archive;
        try (InputStream in = Files.newInputStream(file)) {
            archive = Safetensors.read(in);
        } catch (IOException e) {
            throw new IOException(file + ": not a checkpoint: " + e.getMessage(), e);
        }
        return Optional.of(of(archive));
    }

    /** Whether a file is a checkpoint with tensors of a group. */
    static boolean has(Model archive, String group) {
        return archive.tensors().stream().anyMatch(tensor -> tensor.name().startsWith(group + SEPARATOR));
    }

    /** A file's groups and notes; the tensors belong to the calling thread's PointerScope. */
    static Checkpoint of(Model archive) {
        Map<String, Map<String, Tensor>> groups = new LinkedHashMap<>();
        TensorArchive.tensors(archive).forEach((name, tensor) -> {
            int end = Math.max(name.indexOf(SEPARATOR), 0);
            groups.computeIfAbsent(name.substring(0, end), key -> new LinkedHashMap<>())
                    .put(name.substring(Math.min(end + 1, name.length())), tensor);
        });
        return new Checkpoint(groups, archive.metadata());
    }
}
