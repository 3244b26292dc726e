package org.mvjpeg.evaluation.report;

import java.util.Optional;
import java.util.function.IntFunction;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.networks.VisionTask;
import org.mvjpeg.evaluation.run.Answer;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Results;

/** A network whose answers are measured. */
interface NetworkSubject extends Subject {
    /** What its answers are part of. */
    Results results();

    /** Who answers. */
    NamedNetwork network();

    /** Figures of one answer to each picture, given by the picture's index. */
    Statistic statistic(IntFunction<Answer> answers);

    /** The subject of a network. */
    static Subject of(Results results, NamedNetwork network) {
        return network.task() == VisionTask.CLASSIFICATION
                ? new ClassifierSubject(results, network)
                : new DetectorSubject(results, network);
    }

    @Override
    default String name() {
        return network().name();
    }

    @Override
    default Statistic coded(Arm arm, int point) {
        return statistic(picture -> results().answer(picture, arm, point, network()));
    }

    @Override
    default Optional<Statistic> original() {
        return Optional.of(statistic(picture -> results().original(picture, network())));
    }
}
