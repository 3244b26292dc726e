package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mvjpeg.evaluation.data.PictureFiles;

/**
 * Which photographs teach and which judge; no file does both.
 *
 * @param training files
 * @param validation files
 */
record PhotoSplit(List<Path> training, List<Path> validation) {
    private static final int HELD_BACK = 10;
    private static final int LEAST_VALIDATION = 2;

    /** @throws IOException naming a place without photographs, or if too few are left for one of the two */
    static PhotoSplit of(Course course) throws IOException {
        List<Path> all = find(course.photos());
        List<Path> validation = course.validation().isEmpty()
                ? spread(all, Math.max(LEAST_VALIDATION, all.size() / HELD_BACK))
                : find(course.validation());
        Set<Path> judging = new HashSet<>(validation);
        List<Path> training =
                all.stream().filter(file -> !judging.contains(file)).toList();
        if (training.isEmpty()) {
            throw new IOException(course.photos() + ": " + all.size()
                    + " photographs, and none is left to learn from beside those to validate with");
        }
        if (validation.size() < LEAST_VALIDATION) {
            throw new IOException(course.validation() + ": " + validation.size()
                    + " photograph to validate with; at least " + LEAST_VALIDATION + " are needed");
        }
        return new PhotoSplit(training, spread(validation, course.validationPhotos()));
    }

    /** By absolute paths, so that a file is known again however it was named. */
    private static List<Path> find(List<Path> places) throws IOException {
        return PictureFiles.find(places).stream()
                .map(file -> file.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    /** At most so many, taken evenly. */
    private static List<Path> spread(List<Path> files, int count) {
        if (files.size() <= count) {
            return files;
        }
        List<Path> chosen = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            chosen.add(files.get((int) (i * files.size() / count)));
        }
        return chosen;
    }
}
