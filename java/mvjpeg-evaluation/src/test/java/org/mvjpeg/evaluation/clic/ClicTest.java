package org.mvjpeg.evaluation.clic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.data.PictureReader;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.evaluation.report.ClicHtml;
import org.mvjpeg.evaluation.report.ClicJson;
import org.mvjpeg.evaluation.report.ClicReport;
import org.mvjpeg.evaluation.run.Fixture;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Observer;
import org.mvjpeg.evaluation.run.Skipped;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.sets.SetBudgetException;
import org.mvjpeg.sets.SetListener;
import org.mvjpeg.sets.SkippedPicture;
import org.mvjpeg.sets.fidelity.Luma;
import org.mvjpeg.sets.fidelity.MsSsim;
import org.mvjpeg.sets.fidelity.Psnr;
import org.mvjpeg.sets.fidelity.Rgb;

class ClicTest {
    private static final double BPP = 2;

    @TempDir
    Path folder;

    private final List<LabelledPicture> pictures = new ArrayList<>();
    private NamedNetwork network;
    private NamedNetwork other;
    private FilterChoice filter;

    @BeforeEach
    void draw() throws IOException {
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            BufferedImage picture = new BufferedImage(96, 80, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(new Color(90, 120, 60 + 20 * i));
            graphics.fillRect(0, 0, 96, 80);
            for (int stroke = 0; stroke < 6 << i; stroke++) {
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.drawLine(random.nextInt(96), random.nextInt(80), random.nextInt(96), random.nextInt(80));
            }
            graphics.dispose();
            Path file = folder.resolve("p" + i + ".png");
            ImageIO.write(picture, "png", file.toFile());
            pictures.add(new LabelledPicture("p" + i + ".png", file, Optional.empty(), Optional.empty()));
        }
        network = Fixture.classifier(folder, "means", 0.5f);
        other = Fixture.detector(folder).heldOut();
        Path model = folder.resolve("model.safetensors");
        try (InputStream in = Models.class.getResourceAsStream("filter-fidelity.safetensors")) {
            Files.copy(in, model);
        }
        filter = FilterChoice.parse("machine=" + model);
    }

    private ClicResults run(int threads, SetListener listener) throws IOException, InterruptedException {
        ClicPlan plan = new ClicPlan(pictures, BPP, List.of(other, network), List.of(filter), threads);
        return new Clic(plan, folder.resolve("work"), listener).run();
    }

    private static ClicReport report(ClicResults results) {
        return ClicReport.of("mvjpeg 1", results, new PairedBootstrap(50, 1));
    }

    @Test
    void everyWayStaysWithinTheBudgetAndSetsAreBetterByTheirMeasure() throws Exception {
        ClicResults results = run(2, SetListener.NONE);
        assertThat(results.budget()).isEqualTo((long) (BPP * 4 * 96 * 80 / 8));
        assertThat(results.rows())
                .extracting(row -> row.way().name() + "/" + row.decoder())
                .containsExactly(
                        "jpeg, one quality/plain",
                        "settings, one QP/plain",
                        "settings, one QP/machine",
                        "settings, set by PSNR Y/plain",
                        "settings, set by PSNR Y/machine",
                        "settings, set by MS-SSIM/plain",
                        "settings, set by MS-SSIM/machine",
                        "machine, one QP/plain",
                        "machine, one QP/machine",
                        "machine, set by KL divergence of means/plain",
                        "machine, set by KL divergence of means/machine");
        for (ClicRow row : results.rows()) {
            // The drawn network is content with few bytes.
            double least = row.way().name().contains("KL") ? 0 : 0.9;
            assertThat(row.bytes()).as(row.way().name()).isBetween((long) (least * results.budget()), results.budget());
            assertThat(row.decodeMillisPerMegapixel()).isPositive();
        }
        ClicReport report = report(results);
        assertThat(report.lines().get(3).gains().get(0).estimate()).isPositive();
        assertThat(report.lines().get(5).means().get(1).estimate())
                .isGreaterThan(report.lines().get(1).means().get(1).estimate());
        assertThat(report.lines().get(1).gains())
                .allSatisfy(gain -> assertThat(gain.estimate()).isZero());
    }

    @Test
    void outcomesAreThoseOfTheProductTheDecoderAndTheNetworks() throws Exception {
        ClicResults results = run(1, SetListener.NONE);
        ClicRow plain = results.rows().get(9);
        ClicRow filtered = results.rows().get(10);
        BufferedImage picture =
                PictureReader.read(Files.readAllBytes(pictures.get(2).file()));
        try (MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder();
                Observer observer = Observer.load(network)) {
            byte[] file = encoder.encode(
                            Pixels.of(picture),
                            plain.way().arm().options().orElseThrow().toBuilder()
                                    .qp(plain.way().points().get(2))
                                    .build())
                    .heif();
            observer.original(picture);
            for (ClicRow row : List.of(plain, filtered)) {
                DecoderOptions.Builder options = DecoderOptions.builder();
                if (row == filtered) {
                    options.postFilter(PostFilter.MACHINE)
                            .postFilterModel(filter.model().orElseThrow());
                }
                BufferedImage shown = Rgb.of(decoder.decode(file, options.build()));
                Outcome outcome = row.outcomes().get(2);
                assertThat(outcome.bytes()).isEqualTo(file.length);
                assertThat(outcome.pixels()).isEqualTo(96 * 80);
                assertThat(outcome.psnr()).isEqualTo(Psnr.of(Luma.of(picture), Luma.of(shown)));
                assertThat(outcome.msSsim()).isEqualTo(MsSsim.of(Luma.of(picture), Luma.of(shown)));
                assertThat(outcome.kl().get(1)).isCloseTo(observer.coded(shown).kl(), within(1e-9));
            }
        }
        assertThat(filtered.outcomes().get(2).psnr())
                .isNotEqualTo(plain.outcomes().get(2).psnr());
    }

    @Test
    void aRunThatWasCutGoesOnAndEndsWithTheSameFigures() throws Exception {
        ClicResults whole = run(1, SetListener.NONE);
        for (String name : List.of("clic.jsonl", "clic-settings-psnr.jsonl", "clic-machine-machine.jsonl")) {
            Path file = folder.resolve("work").resolve(name);
            byte[] lines = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(lines, lines.length * 2 / 3));
        }
        ClicResults again = run(3, SetListener.NONE);
        assertThat(withoutMillis(ClicJson.of(report(again)))).isEqualTo(withoutMillis(ClicJson.of(report(whole))));

        AtomicInteger fresh = new AtomicInteger();
        ClicResults third = run(2, new Listener(fresh, new ArrayList<>()));
        assertThat(fresh).hasValue(0);
        assertThat(ClicJson.of(report(third))).isEqualTo(ClicJson.of(report(again)));
        assertThat(ClicHtml.of(report(third))).isEqualTo(ClicHtml.of(report(again)));
    }

    private int leastJpeg() throws IOException {
        int bytes = 0;
        try (ArmCoder coder = new ArmCoder()) {
            for (LabelledPicture picture : pictures) {
                BufferedImage image = PictureReader.read(Files.readAllBytes(picture.file()));
                bytes += coder.encode(Arms.of(Arms.JPEG), image, 1, List::of).bytes().length;
            }
        }
        return bytes;
    }

    private static String withoutMillis(String json) {
        return json.replaceAll("\"decodeMsPerMegapixel\":[^,]*,", "");
    }

    @Test
    void reportsTellWaysDecodersAndWhatIsMissing() throws Exception {
        Files.writeString(folder.resolve("broken.png"), "no picture");
        double tooLittle = 8.0 * (leastJpeg() - 1) / (4 * 96 * 80);
        pictures.add(
                1, new LabelledPicture("broken.png", folder.resolve("broken.png"), Optional.empty(), Optional.empty()));
        List<SkippedPicture> lost = new ArrayList<>();
        ClicPlan plan = new ClicPlan(pictures, tooLittle, List.of(), List.of(filter), 1);
        ClicResults results = new Clic(plan, folder.resolve("work"), new Listener(new AtomicInteger(), lost)).run();
        assertThat(results.pictures()).hasSize(4);
        assertThat(results.skipped()).extracting(Skipped::name).containsExactly("broken.png");
        assertThat(lost).hasSize(1);
        assertThat(results.notes())
                .containsExactly("jpeg, one quality exceeds the budget: even quality 1 takes "
                        + results.rows().get(0).bytes() + " of " + results.budget() + " bytes");
        JsonObject json = JsonParser.object().from(ClicJson.of(report(results)));
        assertThat(json.getString("baseline")).isEqualTo("settings, one QP");
        assertThat(json.getArray("rows")).hasSize(results.rows().size());
        JsonObject last = json.getArray("rows").getObject(results.rows().size() - 1);
        assertThat(last.getString("way")).isEqualTo("machine, set by PSNR Y");
        assertThat(last.getString("decoder")).isEqualTo("machine");
        assertThat(last.getArray("points")).hasSize(4);
        assertThat(last.getObject("values").keySet()).containsExactly("psnrY", "msSsim");
        assertThat(ClicHtml.of(report(results)))
                .startsWith("<!DOCTYPE html>")
                .contains("broken.png", "exceeds the budget", "machine, set by PSNR Y")
                .doesNotContain("NaN");
    }

    @Test
    void aFilterOfOnesOwnThatIsNoneIsAnError() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a network at all");
        ClicPlan wrong = new ClicPlan(pictures, BPP, List.of(), List.of(FilterChoice.parse("fidelity=" + text)), 1);
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> new Clic(wrong, folder.resolve("work"), SetListener.NONE).run())
                .withMessageContaining("notes.txt");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterChoice.parse("sharp"))
                .withMessage("'sharp' is none of fidelity, machine, jpeg");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterChoice.parse("jpeg=" + folder))
                .withMessageContaining("not a file that can be read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClicPlan(pictures, 0, List.of(), List.of(), 1))
                .withMessage("0.0 bits per pixel is not above 0 and finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClicPlan(pictures, 1, List.of(network, network), List.of(), 1))
                .withMessage("two networks are called 'means'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClicPlan(pictures, 1, List.of(), List.of(filter, filter), 1))
                .withMessage("two post filters are 'machine'");
        ClicPlan tight = new ClicPlan(pictures, 0.01, List.of(), List.of(), 1);
        assertThatExceptionOfType(SetBudgetException.class)
                .isThrownBy(() -> new Clic(tight, folder.resolve("work"), SetListener.NONE).run());
    }

    private record Listener(AtomicInteger fresh, List<SkippedPicture> lost) implements SetListener {
        @Override
        public void expected(int encodes) {}

        @Override
        public void measured(boolean kept) {
            fresh.addAndGet(kept ? 0 : 1);
        }

        @Override
        public void skipped(SkippedPicture picture) {
            lost.add(picture);
        }
    }
}
