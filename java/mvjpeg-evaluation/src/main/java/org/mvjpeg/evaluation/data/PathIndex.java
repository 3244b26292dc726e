package org.mvjpeg.evaluation.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what an annotation file says about a picture. Annotations name their pictures by paths from folders that nobody knows any
 * more, so that entry is taken whose path agrees with the picture's in the most trailing elements, the file name at least.
 *
 * @param <T> what is said
 */
final class PathIndex<T> {
    private record Entry<T>(Path path, T value) {}

    private final Map<String, List<Entry<T>>> byFileName = new HashMap<>();

    void add(String path, T value) {
        Path written = Path.of(path.replace('\\', '/')).normalize();
        if (written.getFileName() != null) {
            byFileName
                    .computeIfAbsent(written.getFileName().toString(), name -> new ArrayList<>())
                    .add(new Entry<>(written, value));
        }
    }

    boolean isEmpty() {
        return byFileName.isEmpty();
    }

    /**
     * What is said about a picture.
     *
     * @throws IllegalArgumentException if two entries that differ fit equally well
     */
    Optional<T> find(Path picture) {
        Path path = picture.toAbsolutePath().normalize();
        List<Entry<T>> candidates = byFileName.getOrDefault(path.getFileName().toString(), List.of());
        Entry<T> best = null;
        int bestDepth = 0;
        boolean ambiguous = false;
        for (Entry<T> candidate : candidates) {
            int depth = sharedEnd(path, candidate.path());
            if (depth > bestDepth) {
                best = candidate;
                bestDepth = depth;
                ambiguous = false;
            } else if (depth == bestDepth && !candidate.value().equals(best.value())) {
                ambiguous = true;
            }
        }
        if (ambiguous) {
            throw new IllegalArgumentException("several entries named " + path.getFileName() + " fit " + picture);
        }
        return Optional.ofNullable(best).map(Entry::value);
    }

    private static int sharedEnd(Path a, Path b) {
        int shared = 0;
        while (shared < a.getNameCount()
                && shared < b.getNameCount()
                && a.getName(a.getNameCount() - 1 - shared).equals(b.getName(b.getNameCount() - 1 - shared))) {
            shared++;
        }
        return shared;
    }
}
