package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.report.Analysis.Pair;

/** Which arms are compared with which. */
public final class Pairs {
    private Pairs() {}

    /**
     * Every arm with every anchor, and each of the machine and human profiles with the settings alone, so that the network's share of
     * the gain is told.
     *
     * @param anchors names of arms; where it is empty, {@code paper} and {@code x265} as far as they are there, else the first arm
     * @throws IllegalArgumentException if an anchor is none of the arms
     */
    public static List<Pair> of(List<Arm> arms, List<String> anchors) {
        List<Arm> chosen = new ArrayList<>();
        for (String name : anchors) {
            chosen.add(arms.stream()
                    .filter(arm -> arm.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the anchor '" + name + "' is not among the arms "
                            + String.join(", ", arms.stream().map(Arm::name).toList()))));
        }
        if (anchors.isEmpty()) {
            arms.stream()
                    .filter(arm -> List.of(Arms.PAPER, Arms.X265).contains(arm.name()))
                    .forEach(chosen::add);
        }
        if (chosen.isEmpty()) {
            chosen.add(arms.get(0));
        }
        List<Pair> pairs = new ArrayList<>();
        for (Arm anchor : chosen) {
            for (Arm arm : arms) {
                if (!arm.equals(anchor)) {
                    pairs.add(new Pair(arm, anchor));
                }
            }
        }
        arms.stream()
                .filter(arm -> arm.name().equals(Arms.SETTINGS) && !chosen.contains(arm))
                .forEach(settings -> arms.stream()
                        .filter(arm -> arm.name().equals(Arms.MACHINE))
                        .forEach(arm -> pairs.add(new Pair(arm, settings))));
        return pairs;
    }
}
