package org.mvjpeg.evaluation.clic;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.sets.SetOptions;

/**
 * What is compared at one budget.
 *
 * @param pictures at least 1
 * @param bitsPerPixel the most bits of all files of a way of coding for each pixel of all pictures, above 0 and finite
 * @param networks that judge, none or more, of different names
 * @param filters that files are shown through, besides plain decoding
 * @param threads pictures worked on at once, 1 to 256
 */
public record ClicPlan(
        List<LabelledPicture> pictures,
        double bitsPerPixel,
        List<NamedNetwork> networks,
        List<FilterChoice> filters,
        int threads) {
    /** @throws IllegalArgumentException saying what does not fit */
    public ClicPlan {
        pictures = List.copyOf(pictures);
        networks = List.copyOf(networks);
        filters = List.copyOf(filters);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("there are no pictures");
        }
        if (!(bitsPerPixel > 0 && bitsPerPixel <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(bitsPerPixel + " bits per pixel is not above 0 and finite");
        }
        if (threads < 1 || threads > SetOptions.MAX_JOBS) {
            throw new IllegalArgumentException("threads " + threads + " is outside 1.." + SetOptions.MAX_JOBS);
        }
        different(networks.stream().map(NamedNetwork::name).toList(), "networks are called");
        different(filters.stream().map(FilterChoice::name).toList(), "post filters are");
    }

    private static void different(List<String> names, String what) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two " + what + " '" + name + "'");
            }
        }
    }

    /** The network whose divergence a budget is allotted by: the first that is not held out. */
    Optional<NamedNetwork> allotting() {
        return networks.stream().filter(network -> !network.isHeldOut()).findFirst();
    }
}
