package org.mvjpeg.evaluation.clic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.run.NetworkDivergence;
import org.mvjpeg.evaluation.run.Skipped;
import org.mvjpeg.sets.MeasurementFile;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.SetListener;
import org.mvjpeg.sets.SetOptions;
import org.mvjpeg.sets.SetPlan;
import org.mvjpeg.sets.SetRateControl;
import org.mvjpeg.sets.Share;
import org.mvjpeg.sets.SkippedPicture;
import org.mvjpeg.sets.UniformPlan;

/** Finds the ways to spend a budget: the JPEG writer, one QP for all, and set rate control, with and without the preprocessing network. */
final class Ways {
    /** What the others are compared with. */
    static final String BASELINE = Arms.SETTINGS + ", one QP";

    private final ClicPlan plan;
    private final Path work;
    private final SetListener listener;
    private final List<Skipped> skipped = new ArrayList<>();
    private List<PictureOfSet> pictures;
    private long budget;

    Ways(ClicPlan plan, Path work, SetListener listener) {
        this.plan = plan;
        this.work = work;
        this.listener = listener;
        this.pictures = plan.pictures().stream().map(PictureOfSet::new).toList();
    }

    /** The pictures that all ways can code, after {@link #find}. */
    List<PictureOfSet> pictures() {
        return pictures;
    }

    /** The others. */
    List<Skipped> skipped() {
        return skipped;
    }

    /** Bytes that each way may spend, after {@link #find}. */
    long budget() {
        return budget;
    }

    /** @throws IOException if measurements cannot be kept, or no picture can be used */
    List<Way> find(ArmCoder coder) throws IOException, InterruptedException {
        List<Way> ways = new ArrayList<>();
        ways.addAll(hevc(Arms.of(Arms.SETTINGS), List.of(QualityMeasure.PSNR, QualityMeasure.MS_SSIM)));
        ways.addAll(hevc(
                Arms.of(Arms.MACHINE),
                List.of(plan.allotting()
                        .<QualityMeasure>map(NetworkDivergence::new)
                        .orElse(QualityMeasure.PSNR))));
        ways.add(0, jpeg(coder));
        return ways;
    }

    private Way jpeg(ArmCoder coder) throws IOException, InterruptedException {
        Arm arm = Arms.of(Arms.JPEG);
        JpegSearch.Found found = new JpegSearch(arm, pictures, coder, plan.threads()).within(budget);
        return new Way(
                Arms.JPEG + ", one quality",
                arm,
                Collections.nCopies(pictures.size(), found.percent()),
                JpegSearch.note(found, budget));
    }

    private List<Way> hevc(Arm arm, List<QualityMeasure> measures) throws IOException, InterruptedException {
        Map<QualityMeasure, SetPlan> plans = new LinkedHashMap<>();
        UniformPlan uniform = null;
        for (QualityMeasure measure : measures) {
            EncoderOptions encoder = arm.options().orElseThrow();
            SetOptions options = new SetOptions(plan.bitsPerPixel(), encoder, measure, plan.threads());
            String name = measure.key().split(" ")[0];
            try (MeasurementFile file =
                            MeasurementFile.open(work.resolve("clic-" + arm.name() + "-" + name + ".jsonl"));
                    SetRateControl control = new SetRateControl(options, file, listener)) {
                SetPlan set = control.plan(pictures);
                drop(set.skipped());
                budget = set.budget();
                plans.put(measure, set);
                if (uniform == null) {
                    uniform = control.uniformWithin(set);
                }
            }
        }
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(
                arm.name() + ", one QP", arm, Collections.nCopies(pictures.size(), uniform.qp()), Optional.empty()));
        plans.forEach((measure, set) -> ways.add(new Way(
                arm.name() + ", set by " + measure.label(),
                arm,
                set.shares().stream().map(Share::point).map(point -> point.qp()).toList(),
                Optional.empty())));
        return ways;
    }

    /** Those that one way fails on are left out of all: the first to measure reads them all. */
    private void drop(List<SkippedPicture> lost) throws IOException {
        if (lost.isEmpty()) {
            return;
        }
        if (!skipped.isEmpty() || budget > 0) {
            throw new IOException(
                    lost.get(0).picture().name() + ": " + lost.get(0).reason());
        }
        Set<Object> gone = new HashSet<>();
        for (SkippedPicture one : lost) {
            gone.add(one.picture());
            skipped.add(new Skipped(one.picture().name(), one.reason()));
        }
        pictures = pictures.stream().filter(picture -> !gone.contains(picture)).toList();
    }
}
