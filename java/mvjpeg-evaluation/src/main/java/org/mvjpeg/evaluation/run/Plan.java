package org.mvjpeg.evaluation.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.PictureFilter;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.metrics.GroundTruth;
import org.mvjpeg.evaluation.networks.VisionTask;

/**
 * What a run is to do.
 *
 * @param pictures at least 1
 * @param arms at least 1, of different names
 * @param qps quantisers of the HEVC arms, 0 to 51, at least 2 and all different
 * @param qualities of the arms that write JPEG, 1 to 100 percent, at least 2 and all different
 * @param networks at least 1, of different names
 * @param mask the detector of arms that mask; where it is missing the first detector among the networks serves
 * @param threads pictures worked on at once, at least 1
 */
public record Plan(
        List<LabelledPicture> pictures,
        List<Arm> arms,
        List<Integer> qps,
        List<Integer> qualities,
        List<NamedNetwork> networks,
        Optional<NamedNetwork> mask,
        int threads) {
    /** @throws IllegalArgumentException saying what does not fit */
    public Plan {
        pictures = List.copyOf(pictures);
        arms = List.copyOf(arms);
        networks = List.copyOf(networks);
        qps = points("QP", qps, 0, EncoderOptions.MAX_QP);
        qualities = points("JPEG quality", qualities, 1, 100);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("there are no pictures");
        }
        different("arm", arms.stream().map(Arm::name).toList());
        different("network", networks.stream().map(NamedNetwork::name).toList());
        for (NamedNetwork network : networks) {
            requireClasses(network, pictures);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " is below 1");
        }
        boolean masks = arms.stream().anyMatch(arm -> arm.filter() == PictureFilter.MASK);
        if (masks && mask.isEmpty()) {
            mask = networks.stream()
                    .filter(network -> network.task() == VisionTask.DETECTION)
                    .findFirst();
        }
        if (masks
                && mask.filter(network -> network.task() == VisionTask.DETECTION)
                        .isEmpty()) {
            throw new IllegalArgumentException("the arm that masks needs a detector, and none is given");
        }
    }

    private static void requireClasses(NamedNetwork network, List<LabelledPicture> pictures) {
        int classes = network.description().classes();
        for (LabelledPicture picture : pictures) {
            int highest = network.task() == VisionTask.CLASSIFICATION
                    ? picture.label().orElse(0)
                    : picture.boxes().orElse(List.of()).stream()
                            .mapToInt(GroundTruth::classId)
                            .max()
                            .orElse(0);
            if (highest >= classes) {
                throw new IllegalArgumentException(picture.name() + " has label " + highest + ", and the network "
                        + network.name() + " has the classes 0.." + (classes - 1));
            }
        }
    }

    private static List<Integer> points(String what, List<Integer> points, int min, int max) {
        for (int point : points) {
            if (point < min || point > max) {
                throw new IllegalArgumentException(what + " " + point + " is outside " + min + ".." + max);
            }
        }
        List<Integer> sorted = points.stream().distinct().sorted().toList();
        if (sorted.size() < 2 || sorted.size() < points.size()) {
            throw new IllegalArgumentException(
                    "a curve needs at least 2 different values of " + what + ", and these are " + points);
        }
        return sorted;
    }

    private static void different(String what, List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there is no " + what);
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two " + what + "s are called '" + name + "'");
            }
        }
    }

    /** The points of an arm. */
    public List<Integer> points(Arm arm) {
        return arm.byQp() ? qps : qualities;
    }

    /** Codings of one picture. */
    public int codingsPerPicture() {
        return arms.stream().mapToInt(arm -> points(arm).size()).sum();
    }
}
