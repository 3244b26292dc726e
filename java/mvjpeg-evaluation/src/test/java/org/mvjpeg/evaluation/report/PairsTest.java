package org.mvjpeg.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.Arms;

class PairsTest {
    private static List<Arm> arms(String... names) {
        return Stream.of(names).map(Arms::of).toList();
    }

    private static List<String> pairs(List<Arm> arms, List<String> anchors) {
        return Pairs.of(arms, anchors).stream()
                .map(pair -> pair.test().name() + "/" + pair.anchor().name())
                .toList();
    }

    @Test
    void bothAnchorsAndTheNetworksShare() {
        assertThat(pairs(arms("paper", "x265", "settings", "machine"), List.of()))
                .containsExactly(
                        "x265/paper",
                        "settings/paper",
                        "machine/paper",
                        "paper/x265",
                        "settings/x265",
                        "machine/x265",
                        "machine/settings");
    }

    @Test
    void theFirstArmAnchorsWhereNoneOfThemIsThere() {
        assertThat(pairs(arms("jpeg", "machine"), List.of())).containsExactly("machine/jpeg");
        assertThat(pairs(arms("jpeg", "machine"), List.of("machine"))).containsExactly("jpeg/machine");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pairs.of(arms("jpeg"), List.of("x265")))
                .withMessage("the anchor 'x265' is not among the arms jpeg");
    }
}
