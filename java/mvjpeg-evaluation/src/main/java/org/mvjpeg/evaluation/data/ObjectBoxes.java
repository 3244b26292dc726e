package org.mvjpeg.evaluation.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.evaluation.metrics.GroundTruth;

/** The objects in pictures, as COCO or VOC annotations tell them. */
public interface ObjectBoxes {
    /** The objects of a picture; empty if the annotations do not speak of it. @throws IOException if they cannot be read */
    Optional<List<GroundTruth>> of(Path picture) throws IOException;

    /** How many classes there are. */
    int classes();

    /**
     * Reads a COCO JSON file or a folder of VOC XML files.
     *
     * @param names the classes in the order of the network's outputs; may be empty for COCO, whose categories are then taken by
     *     rising id
     * @throws IOException naming what is wrong
     */
    static ObjectBoxes read(Path annotations, List<String> names) throws IOException {
        return Files.isDirectory(annotations) ? VocBoxes.of(annotations, names) : CocoBoxes.read(annotations, names);
    }
}
