package org.mvjpeg.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.data.PictureReader;
import org.mvjpeg.evaluation.metrics.KlDivergence;
import org.mvjpeg.evaluation.networks.Classifier;
import org.mvjpeg.evaluation.networks.Detector;
import org.mvjpeg.evaluation.networks.NetworkException;

class EvaluatorTest {
    @TempDir
    Path folder;

    /** Counts codings, and can stop a run after so many. */
    private static final class Counter implements RunListener {
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger kept = new AtomicInteger();
        private final List<Skipped> skipped = new ArrayList<>();
        private int stopAfter = Integer.MAX_VALUE;

        @Override
        public void codings(int count, boolean known) {
            (known ? kept : done).addAndGet(count);
            if (!known && done.get() >= stopAfter) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void skipped(Skipped picture) {
            skipped.add(picture);
        }
    }

    @Test
    void resultsAreThoseOfTheProductAndTheNetwork() throws Exception {
        NamedNetwork network = Fixture.classifier(folder, "means", 0.05f);
        List<LabelledPicture> pictures = Fixture.pictures(folder, 2);
        Plan plan = Fixture.plan(pictures, List.of(network), 1);
        Arm machine = Arms.of("machine");
        try (ResultsFile file = ResultsFile.open(folder.resolve("work"));
                MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder();
                Classifier classifier = Classifier.load(network.description())) {
            Results results = new Evaluator(plan, file, RunListener.NONE).run();
            BufferedImage picture =
                    PictureReader.read(Files.readAllBytes(pictures.get(1).file()));
            byte[] heif = encoder.encode(
                            Pixels.of(picture),
                            machine.options().orElseThrow().toBuilder().qp(37).build())
                    .heif();
            float[] clean = classifier.logits(picture);
            float[] coded = classifier.logits(decoder.decode(heif));
            Answer.Classes answer = (Answer.Classes) results.answer(1, machine, 37, network);
            assertThat(results.coding(1, machine, 37).bytes()).isEqualTo(heif.length);
            assertThat(results.coding(1, machine, 37).pixels()).isEqualTo(48 * 40);
            assertThat(answer.kl()).isCloseTo(KlDivergence.of(clean, coded), within(1e-12));
            assertThat(answer.best()).hasSize(4).startsWith(argmax(coded));
            assertThat(((Answer.Classes) results.original(1, network)).kl()).isZero();
            assertThat(((Answer.Classes) results.original(1, network)).best()).startsWith(1);
        }
    }

    @Test
    void aDetectorsDivergenceIsFromItsAnswerToTheSamePicture() throws Exception {
        NamedNetwork network = Fixture.detector(folder);
        List<LabelledPicture> pictures = Fixture.pictures(folder, 3);
        Plan plan = Fixture.plan(pictures, List.of(network), 2);
        Arm machine = Arms.of("machine");
        try (ResultsFile file = ResultsFile.open(folder.resolve("work"));
                ArmCoder coder = new ArmCoder();
                Detector detector = Detector.load(network.description())) {
            Results results = new Evaluator(plan, file, RunListener.NONE).run();
            for (int i = 0; i < 3; i++) {
                BufferedImage picture =
                        PictureReader.read(Files.readAllBytes(pictures.get(i).file()));
                // Of all scores one alone is not 0.
                double p = highest(detector.run(picture).scores());
                double q = highest(
                        detector.run(coder.code(machine, picture, 47, List::of).decoded())
                                .scores());
                Answer.Objects answer = (Answer.Objects) results.answer(i, machine, 47, network);
                assertThat(answer.kl())
                        .isPositive()
                        .isCloseTo(p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)), within(1e-12));
                assertThat(((Answer.Objects) results.original(i, network)).kl()).isZero();
            }
        }
    }

    private static double highest(float[] values) {
        return values[argmax(values)];
    }

    @Test
    void aWorkFolderOfAVersionWithoutDivergencesIsFilledIn() throws Exception {
        List<NamedNetwork> networks = List.of(Fixture.classifier(folder, "means", 0.05f), Fixture.detector(folder));
        Plan plan = Fixture.plan(Fixture.pictures(folder, 2), networks, 1);
        Path work = folder.resolve("work");
        List<String> figures = figures(plan, work, new Counter());
        Path lines = work.resolve("results.jsonl");
        Files.writeString(
                lines,
                Files.readString(lines)
                        .lines()
                        .map(line -> line.contains("boxes") ? line.replaceFirst(",\"kl\":[^,}]+", "") : line)
                        .collect(Collectors.joining("\n", "", "\n")));
        try (ResultsFile file = ResultsFile.open(work)) {
            assertThat(file.outdated()).isEqualTo(2 * (9 + 1));
        }
        Counter counter = new Counter();
        assertThat(figures(plan, work, counter)).isEqualTo(figures);
        assertThat(counter.done.get()).isEqualTo(18);
        try (ResultsFile file = ResultsFile.open(work)) {
            assertThat(file.outdated()).isZero();
        }
    }

    @Test
    void scoresThatAreNoProbabilitiesMakeNoFigures() throws Exception {
        List<LabelledPicture> pictures = Fixture.pictures(folder, 2);
        // At the black picture that a network is tried with all is well.
        Plan plan = Fixture.plan(pictures, List.of(Fixture.detector(folder, 10)), 1);
        try (ResultsFile file = ResultsFile.open(folder.resolve("work"))) {
            assertThatIOException()
                    .isThrownBy(() -> new Evaluator(plan, file, RunListener.NONE).run())
                    .withMessageContaining("none of the 2 pictures could be evaluated; the first, p0.png: ")
                    .withMessageContaining("boxes.onnx: the score of candidate 20 for class 0 is ")
                    .withMessageContaining(", and scores are in 0..1");
        }
        assertThat(Files.readString(folder.resolve("work/results.jsonl"))).isEmpty();
    }

    private static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    @Test
    void aRunThatWasCutGoesOnExactly() throws Exception {
        List<NamedNetwork> networks = List.of(Fixture.classifier(folder, "means", 0.05f), Fixture.detector(folder));
        Plan plan = Fixture.plan(Fixture.pictures(folder, 4), networks, 2);
        List<String> whole = figures(plan, folder.resolve("whole"), new Counter());

        Path cut = folder.resolve("cut");
        Counter first = new Counter();
        first.stopAfter = 10;
        assertThatThrownBy(() -> figures(plan, cut, first)).hasMessage("stopped");
        // As if the machine had died in the middle of a line.
        Path lines = cut.resolve("results.jsonl");
        byte[] bytes = Files.readAllBytes(lines);
        Files.write(lines, java.util.Arrays.copyOf(bytes, bytes.length - 20));
        Counter second = new Counter();
        assertThat(figures(plan, cut, second)).isEqualTo(whole);
        assertThat(second.done.get()).isBetween(36 - 12, 36 - 8);
        assertThat(second.done.get() + second.kept.get()).isEqualTo(36);

        Counter third = new Counter();
        assertThat(figures(plan, cut, third)).isEqualTo(whole);
        assertThat(third.done.get()).isZero();
    }

    @Test
    void anotherNetworkOrPictureIsNotMistakenForTheOld() throws Exception {
        List<LabelledPicture> pictures = Fixture.pictures(folder, 2);
        Path work = folder.resolve("work");
        List<String> before = figures(
                Fixture.plan(pictures, List.of(Fixture.classifier(folder, "means", 0.05f)), 1), work, new Counter());
        NamedNetwork other = Fixture.classifier(folder, "means", 0.5f);
        Counter counter = new Counter();
        assertThat(figures(Fixture.plan(pictures, List.of(other), 1), work, counter))
                .isNotEqualTo(before);
        assertThat(counter.done.get()).isEqualTo(18);

        Files.copy(pictures.get(0).file(), pictures.get(1).file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Counter changed = new Counter();
        List<String> same = figures(Fixture.plan(pictures, List.of(other), 1), work, changed);
        assertThat(changed.done.get()).isZero();
        assertThat(same.get(0).replace("p0", ""))
                .isEqualTo(same.get(same.size() / 2).replace("p1", ""));
    }

    @Test
    void aPictureThatDoesNotDecodeIsSkippedAndNamed() throws Exception {
        List<LabelledPicture> pictures = new ArrayList<>(Fixture.pictures(folder, 2));
        Path broken = Files.writeString(folder.resolve("broken.png"), "nothing");
        pictures.add(1, new LabelledPicture("broken.png", broken, Optional.of(0), Optional.empty()));
        pictures.add(new LabelledPicture("gone.png", folder.resolve("gone.png"), Optional.of(0), Optional.empty()));
        Counter counter = new Counter();
        Plan plan = Fixture.plan(pictures, List.of(Fixture.classifier(folder, "means", 1)), 2);
        try (ResultsFile file = ResultsFile.open(folder.resolve("work"))) {
            Results results = new Evaluator(plan, file, counter).run();
            assertThat(results.pictures()).extracting(LabelledPicture::name).containsExactly("p0.png", "p1.png");
            assertThat(results.skipped()).extracting(Skipped::name).containsExactly("broken.png", "gone.png");
            assertThat(results.skipped().get(0).reason()).isEqualTo("not a picture that ImageIO reads here");
        }
        assertThat(counter.skipped).hasSize(2);
        assertThat(counter.done.get() + counter.kept.get()).isEqualTo(4 * 9);
        Plan nothing = Fixture.plan(pictures.subList(1, 2), plan.networks(), 1);
        try (ResultsFile file = ResultsFile.open(folder.resolve("work"))) {
            assertThatIOException()
                    .isThrownBy(() -> new Evaluator(nothing, file, RunListener.NONE).run())
                    .withMessageContaining("none of the 1 pictures could be evaluated; the first, broken.png: not a");
        }
    }

    @Test
    void aNetworkThatDoesNotLoadEndsTheRun() throws IOException {
        NamedNetwork network = Fixture.classifier(folder, "means", 1);
        Files.writeString(folder.resolve("means.onnx"), "rubbish");
        Plan plan = Fixture.plan(Fixture.pictures(folder, 2), List.of(network), 2);
        try (ResultsFile file = ResultsFile.open(folder.resolve("work"))) {
            assertThatThrownBy(() -> new Evaluator(plan, file, RunListener.NONE).run())
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("means.onnx: cannot be loaded");
        }
    }

    @Test
    void plansThatMakeNoSenseAreRefused() throws IOException {
        NamedNetwork network = Fixture.classifier(folder, "means", 1);
        List<LabelledPicture> pictures = Fixture.pictures(folder, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(pictures, List.of(Arms.of("x265")), List.of(30, 52), network))
                .withMessage("QP 52 is outside 0..51");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(pictures, List.of(Arms.of("x265")), List.of(30, 30), network))
                .withMessageContaining("at least 2 different values of QP");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(pictures, List.of(Arms.of("x265"), Arms.of("x265")), List.of(30, 40), network))
                .withMessage("two arms are called 'x265'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(pictures, List.of(Arms.of("mask")), List.of(30, 40), network))
                .withMessageContaining("needs a detector");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(
                        List.of(new LabelledPicture("a", Path.of("a"), Optional.of(4), Optional.empty())),
                        List.of(Arms.of("x265")),
                        List.of(30, 40),
                        network))
                .withMessage("a has label 4, and the network means has the classes 0..3");
    }

    private static Plan plan(List<LabelledPicture> pictures, List<Arm> arms, List<Integer> qps, NamedNetwork network) {
        return new Plan(pictures, arms, qps, List.of(10, 90), List.of(network), Optional.empty(), 1);
    }

    /** All results but times, in the order of pictures, arms and points. */
    private static List<String> figures(Plan plan, Path work, RunListener listener) throws Exception {
        List<String> figures = new ArrayList<>();
        try (ResultsFile file = ResultsFile.open(work)) {
            Results results = new Evaluator(plan, file, listener).run();
            for (int picture = 0; picture < results.pictures().size(); picture++) {
                String name = results.pictures().get(picture).name();
                for (Arm arm : plan.arms()) {
                    for (int point : plan.points(arm)) {
                        Coding coding = results.coding(picture, arm, point);
                        figures.add(name + arm.name() + point + " " + coding.bytes() + coding.psnr() + coding.msSsim());
                        for (NamedNetwork network : plan.networks()) {
                            figures.add(name + results.answer(picture, arm, point, network));
                        }
                    }
                }
            }
        }
        return figures;
    }
}
