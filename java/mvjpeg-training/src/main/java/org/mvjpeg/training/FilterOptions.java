package org.mvjpeg.training;

import java.nio.file.Path;
import java.util.List;
import org.mvjpeg.codec.Profile;

/**
 * How a post filter is trained.
 *
 * @param course what every training is told
 * @param teachers JSON descriptions of vision networks to filter for; none to filter for likeness to the original
 * @param view sizes at which teachers will look at pictures
 * @param featureWeight weight of the error of the teachers' features
 * @param codec behind which
 * @param profiles of x265, in turn, at least 1; mean nothing with JPEG
 * @param similarityWeight of 1 - MS-SSIM beside the squared error's 1, at least 0; means nothing with teachers
 * @param pictures how many squares are coded and kept to learn from; means nothing with teachers
 * @param side of a coded square, pixels, a multiple of 16; likewise
 * @param window of such a square that a step sees, pixels, a multiple of 16; likewise
 */
public record FilterOptions(
        Course course,
        List<Path> teachers,
        View view,
        double featureWeight,
        CodecKind codec,
        List<Profile> profiles,
        double similarityWeight,
        int pictures,
        int side,
        int window) {
    private static final int UNIT = 16;

    /** @throws IllegalArgumentException naming a value that is out of range, and the limit */
    public FilterOptions {
        teachers = List.copyOf(teachers);
        profiles = List.copyOf(profiles);
        Course.require("profiles", profiles.size(), 1, Course.MAX_COUNT);
        Course.require("pictures", pictures, 1, Course.MAX_COUNT);
        Course.require("side", side, UNIT, View.MAX_SIDE);
        Course.require("window", window, UNIT, side);
        if (side % UNIT != 0 || window % UNIT != 0) {
            throw new IllegalArgumentException(
                    "side " + side + " and window " + window + " must be multiples of " + UNIT);
        }
        if (!(similarityWeight >= 0 && similarityWeight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("similarity weight " + similarityWeight + " is below 0");
        }
    }

    /** Whether vision networks say what is good. */
    boolean forMachines() {
        return !teachers.isEmpty();
    }
}
