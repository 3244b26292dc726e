package org.mvjpeg.evaluation.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.mvjpeg.evaluation.metrics.GroundTruth;

/**
 * The pictures of a run with what is known about them.
 *
 * @param pictures in the order of their names
 * @param withoutAnnotation pictures found but left out because the labels or boxes do not speak of them
 * @param beyondLimit pictures left out because of the limit
 */
public record PictureSet(List<LabelledPicture> pictures, int withoutAnnotation, int beyondLimit) {
    /** Copies the list. */
    public PictureSet {
        pictures = List.copyOf(pictures);
    }

    /**
     * Joins pictures with their labels and boxes. Where either is given, pictures without an entry are left out.
     *
     * @param limit how many to take at most, 1 or more
     * @param seed which ones: equal seeds take the same pictures of the same files
     * @throws IOException if the labels or boxes cannot be read or speak of none of the pictures
     */
    public static PictureSet of(
            List<Path> files, Optional<LabelFile> labels, Optional<ObjectBoxes> boxes, int limit, long seed)
            throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is below 1");
        }
        Path root = commonFolder(files);
        List<LabelledPicture> found = new ArrayList<>();
        int labelled = 0;
        int boxed = 0;
        for (Path file : files) {
            Optional<Integer> label = labels.isPresent() ? labels.get().labelOf(file) : Optional.empty();
            Optional<List<GroundTruth>> objects =
                    boxes.isPresent() ? boxes.get().of(file) : Optional.empty();
            labelled += label.isPresent() ? 1 : 0;
            boxed += objects.isPresent() ? 1 : 0;
            if (label.isPresent() == labels.isPresent() && objects.isPresent() == boxes.isPresent()) {
                found.add(new LabelledPicture(name(root, file), file, label, objects));
            }
        }
        refuseNone(labels, labelled, files);
        refuseNone(boxes, boxed, files);
        if (found.isEmpty()) {
            throw new IOException("no picture has both a label and boxes");
        }
        List<LabelledPicture> taken = new ArrayList<>(found);
        if (limit < taken.size()) {
            taken.sort(Comparator.comparing(LabelledPicture::name));
            Collections.shuffle(taken, new Random(seed));
            taken = taken.subList(0, limit);
        }
        return new PictureSet(
                taken.stream()
                        .sorted(Comparator.comparing(LabelledPicture::name))
                        .toList(),
                files.size() - found.size(),
                found.size() - taken.size());
    }

    private static void refuseNone(Optional<?> annotations, int matched, List<Path> files) throws IOException {
        if (annotations.isPresent() && matched == 0) {
            throw new IOException(annotations.get() + ": speaks of none of the " + files.size() + " pictures, such as "
                    + files.get(0));
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file.toAbsolutePath().normalize()).toString();
    }

    private static Path commonFolder(List<Path> files) {
        Path common = null;
        for (Path file : files) {
            Path folder = file.toAbsolutePath().normalize().getParent();
            if (common == null) {
                common = folder;
            }
            while (!folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        return common;
    }
}
