package org.mvjpeg.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.codec.Speed;

class SetRateControlTest {
    private static final EncoderOptions ENCODER =
            EncoderOptions.builder().speed(Speed.FAST).profile(Profile.OFF).build();

    @TempDir
    Path folder;

    private static SetOptions options(double bitsPerPixel, QualityMeasure measure, int jobs) {
        return new SetOptions(bitsPerPixel, ENCODER, measure, jobs);
    }

    private static SetPlan plan(List<? extends SetPicture> pictures, SetOptions options)
            throws IOException, InterruptedException {
        try (SetRateControl control = new SetRateControl(options, SetListener.NONE)) {
            return control.plan(pictures);
        }
    }

    private static QualityMeasure measure(String name) {
        return name.equals("psnr") ? QualityMeasure.PSNR : QualityMeasure.MS_SSIM;
    }

    @ParameterizedTest
    @CsvSource({"psnr, 0.6", "psnr, 1.2", "ms-ssim, 0.6", "ms-ssim, 1.2"})
    void theBudgetIsMetFromBelowAndOneQuantiserForAllIsWorse(String metric, double bitsPerPixel)
            throws IOException, InterruptedException {
        List<DrawnSet.Drawn> pictures = DrawnSet.pictures(10);
        try (SetRateControl control = new SetRateControl(options(bitsPerPixel, measure(metric), 2), SetListener.NONE)) {
            SetPlan plan = control.plan(pictures);
            assertThat(plan.skipped()).isEmpty();
            assertThat(plan.shares()).extracting(Share::picture).isEqualTo(pictures);
            assertThat(plan.budget()).isEqualTo((long) (bitsPerPixel * plan.pixels() / 8));
            assertThat(plan.left()).isBetween(0.0, 0.005);
            UniformPlan uniform = control.uniform(plan);
            assertThat((double) uniform.bytes() / plan.bytes()).isBetween(1.0, 1.02);
            assertThat(plan.meanQuality()).isGreaterThan(uniform.meanQuality());
            UniformPlan within = control.uniformWithin(plan);
            assertThat((double) within.bytes() / plan.budget()).isBetween(0.98, 1.0);
            assertThat(within.qp()).isGreaterThanOrEqualTo(uniform.qp());
        }
    }

    @Test
    void filesCodedAsThePlanSaysAreAsLargeAsItSays() throws IOException, InterruptedException {
        SetPlan plan = plan(DrawnSet.pictures(5), options(0.8, QualityMeasure.PSNR, 2));
        long pixels = 0;
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            for (Share share : plan.shares()) {
                SetPicture.Content content = share.picture().read();
                byte[] file = encoder.encode(
                                Pixels.of(content.image()),
                                plan.options().at(share.point().qp()))
                        .heif();
                assertThat(file).hasSize((int) share.point().bytes());
                pixels += (long) content.image().getWidth() * content.image().getHeight();
            }
        }
        assertThat(plan.pixels()).isEqualTo(pixels);
    }

    @Test
    void allBytesOfAFileCountAndPicturesAreJudgedAsTheyAreShown() throws IOException, InterruptedException {
        BufferedImage image = DrawnSet.strokes(3, 160, 96, 40, 2);
        byte[] xmp = ("<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + " ".repeat(700) + "</x:xmpmeta>").getBytes();
        DrawnSet.Drawn plain = DrawnSet.of("plain", image);
        DrawnSet.Drawn turned = DrawnSet.of(
                "turned",
                image,
                PictureMetadata.builder()
                        .xmp(xmp)
                        .orientation(Orientation.ofExif(6))
                        .build());
        SetPlan plan = plan(List.of(plain, turned), options(1.5, QualityMeasure.PSNR, 1));
        OperatingPoint first = plan.shares().get(0).curve().points().get(0);
        OperatingPoint second = plan.shares().get(1).curve().points().get(0);
        assertThat(second.bytes() - first.bytes()).isGreaterThan(700);
        assertThat(second.quality()).isCloseTo(first.quality(), within(1e-9));
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            byte[] file = encoder.encode(
                            Pixels.of(image), plan.options().at(second.qp()), turned.metadata(), ProgressListener.NONE)
                    .heif();
            assertThat(file).hasSize((int) second.bytes());
        }
    }

    @ParameterizedTest
    @CsvSource({"0.4", "1", "2"})
    void aSetOfOneIsARatherExactTargetSize(double bitsPerPixel) throws IOException, InterruptedException {
        DrawnSet.Drawn picture = DrawnSet.of("one", DrawnSet.strokes(5, 320, 256, 120, 4));
        SetPlan plan = plan(List.of(picture), options(bitsPerPixel, QualityMeasure.PSNR, 1));
        assertThat(plan.left()).isBetween(0.0, 0.005);
    }

    @Test
    void neitherJobsNorAnEarlierRunChangeThePlan() throws IOException, InterruptedException {
        List<DrawnSet.Drawn> pictures = DrawnSet.pictures(6);
        SetOptions alone = options(0.8, QualityMeasure.PSNR, 1);
        SetPlan fresh = plan(pictures, alone);
        SetPlan several = plan(pictures, options(0.8, QualityMeasure.PSNR, 3));
        assertThat(several.shares()).usingRecursiveComparison().isEqualTo(fresh.shares());

        Path file = folder.resolve("work/set.jsonl");
        Counting first = new Counting(7);
        try (MeasurementFile work = MeasurementFile.open(file);
                SetRateControl control = new SetRateControl(alone, work, first)) {
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> control.plan(pictures));
        }
        byte[] cut = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(cut, cut.length - 5));

        Counting second = new Counting(Integer.MAX_VALUE);
        try (MeasurementFile work = MeasurementFile.open(file);
                SetRateControl control = new SetRateControl(alone, work, second)) {
            assertThat(control.plan(pictures).shares())
                    .usingRecursiveComparison()
                    .isEqualTo(fresh.shares());
            control.uniform(control.plan(pictures));
        }
        assertThat(second.kept.get()).isGreaterThanOrEqualTo(6);

        pictures.forEach(picture -> picture.reads().set(0));
        Counting third = new Counting(Integer.MAX_VALUE);
        try (MeasurementFile work = MeasurementFile.open(file);
                SetRateControl control = new SetRateControl(alone, work, third)) {
            assertThat(control.plan(pictures).shares())
                    .usingRecursiveComparison()
                    .isEqualTo(fresh.shares());
        }
        assertThat(third.fresh).hasValue(0);
        assertThat(pictures).allSatisfy(picture -> assertThat(picture.reads()).hasValue(0));
    }

    @Test
    void anotherBudgetGoesOnFromWhatIsKnownAndOtherSettingsAreRefused() throws IOException, InterruptedException {
        List<DrawnSet.Drawn> pictures = DrawnSet.pictures(4);
        Path file = folder.resolve("set.jsonl");
        try (MeasurementFile work = MeasurementFile.open(file);
                SetRateControl control =
                        new SetRateControl(options(0.8, QualityMeasure.PSNR, 1), work, SetListener.NONE)) {
            control.plan(pictures);
        }
        Counting counting = new Counting(Integer.MAX_VALUE);
        try (MeasurementFile work = MeasurementFile.open(file)) {
            try (SetRateControl control = new SetRateControl(options(0.9, QualityMeasure.PSNR, 1), work, counting)) {
                assertThat(control.plan(pictures).left()).isBetween(0.0, 0.005);
                assertThat(counting.kept.get()).isGreaterThanOrEqualTo(16);
            }
            assertThatIOException()
                    .isThrownBy(
                            () -> new SetRateControl(options(0.8, QualityMeasure.MS_SSIM, 1), work, SetListener.NONE))
                    .withMessage(file + ": its measurements are of metric 'psnr', and this run has 'ms-ssim';"
                            + " delete the file or take another");
            SetOptions other = new SetOptions(
                    0.8, ENCODER.toBuilder().speed(Speed.BALANCED).build(), QualityMeasure.PSNR, 1);
            assertThatIOException()
                    .isThrownBy(() -> new SetRateControl(other, work, SetListener.NONE))
                    .withMessageContainingAll("encoder", "FAST", "BALANCED");
        }
    }

    @Test
    void aPictureThatCannotBeReadGetsNothingAndAddsNothing() throws IOException, InterruptedException {
        List<SetPicture> pictures = new ArrayList<>(DrawnSet.pictures(3));
        pictures.add(1, new SetPicture() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public String key() {
                return "broken";
            }

            @Override
            public Content read() throws IOException {
                throw new IOException("the end is\nmissing");
            }
        });
        Counting counting = new Counting(Integer.MAX_VALUE);
        SetPlan plan;
        try (SetRateControl control = new SetRateControl(options(1, QualityMeasure.PSNR, 2), counting)) {
            plan = control.plan(pictures);
        }
        assertThat(plan.shares())
                .extracting(share -> share.picture().name())
                .containsExactly("drawn 0", "drawn 1", "drawn 2");
        assertThat(plan.skipped()).singleElement().satisfies(lost -> {
            assertThat(lost.picture().name()).isEqualTo("broken");
            assertThat(lost.reason()).isEqualTo("the end is missing");
        });
        assertThat(counting.skipped).hasValue(1);
        assertThat(plan.budget()).isEqualTo(plan.pixels() / 8);
        try (SetRateControl control = new SetRateControl(options(1, QualityMeasure.PSNR, 1), SetListener.NONE)) {
            assertThatIOException()
                    .isThrownBy(() -> control.plan(List.of(pictures.get(1))))
                    .withMessage("none of the pictures could be used; the first, broken: the end is missing");
        }
    }

    @Test
    void aBudgetOutOfReachIsRefusedWithBothFigures() {
        assertThatExceptionOfType(SetBudgetException.class)
                .isThrownBy(() -> plan(DrawnSet.pictures(3), options(0.01, QualityMeasure.PSNR, 1)))
                .satisfies(refused -> assertThat(refused.least()).isGreaterThan(refused.budget()))
                .withMessageMatching(
                        "the budget of \\d+ bytes is out of reach: the 3 pictures take at least \\d+ bytes");
    }

    @Test
    void aBudgetThatIsNeverUsedUpGivesEachPictureItsBest() throws IOException, InterruptedException {
        SetPlan plan = plan(DrawnSet.pictures(2), options(100, QualityMeasure.PSNR, 1));
        assertThat(plan.isBest()).isTrue();
        assertThat(plan.shares())
                .allSatisfy(share -> assertThat(share.point().qp()).isZero());
        assertThat(plan.slope()).isZero();
    }

    @Test
    void wholeQuantisersAloneComeAsNearAsTheyCan() throws IOException, InterruptedException {
        EncoderOptions whole = ENCODER.toBuilder().x265Option("aq-mode", "0").build();
        SetPlan plan = plan(DrawnSet.pictures(6), new SetOptions(0.8, whole, QualityMeasure.PSNR, 1));
        assertThat(plan.shares())
                .allSatisfy(share -> assertThat(share.point().qp() % 1).isZero());
        assertThat(plan.left()).isBetween(0.0, 0.1);
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(0, QualityMeasure.PSNR, 1))
                .withMessage("0.0 bits per pixel is not above 0 and finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(1, QualityMeasure.PSNR, 0))
                .withMessage("jobs 0 is outside 1..256");
        try (SetRateControl control = new SetRateControl(options(1, QualityMeasure.PSNR, 1), SetListener.NONE)) {
            assertThatIllegalArgumentException().isThrownBy(() -> control.plan(List.of()));
        }
    }

    /** Counts encodes, and ends the run at one of them. */
    private static final class Counting implements SetListener {
        private final AtomicInteger fresh = new AtomicInteger();
        private final AtomicInteger kept = new AtomicInteger();
        private final AtomicInteger skipped = new AtomicInteger();
        private final int end;

        Counting(int end) {
            this.end = end;
        }

        @Override
        public void expected(int encodes) {}

        @Override
        public void measured(boolean known) {
            (known ? kept : fresh).incrementAndGet();
            if (fresh.get() >= end) {
                throw new AssertionError("the end of the run");
            }
        }

        @Override
        public void skipped(SkippedPicture picture) {
            skipped.incrementAndGet();
        }
    }
}
