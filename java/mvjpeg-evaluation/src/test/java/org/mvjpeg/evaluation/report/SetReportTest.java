package org.mvjpeg.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.sets.Allotment;
import org.mvjpeg.sets.OperatingPoint;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.RateQualityCurve;
import org.mvjpeg.sets.SetOptions;
import org.mvjpeg.sets.SetPicture;
import org.mvjpeg.sets.SetPlan;
import org.mvjpeg.sets.Share;
import org.mvjpeg.sets.SkippedPicture;
import org.mvjpeg.sets.UniformPlan;

class SetReportTest {
    private static final long PIXELS = 100_000;

    private record Named(String name) implements SetPicture {
        @Override
        public String key() {
            return name;
        }

        @Override
        public Content read() {
            throw new UnsupportedOperationException();
        }
    }

    /** Pictures whose quality is c ln(bytes), c drawn for each: the slopes at one QP differ. */
    private static SetReport report(int count, boolean compared) {
        Random random = new Random(3);
        List<RateQualityCurve> curves = new ArrayList<>();
        List<OperatingPoint> uniform = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double worth = 2 + 3 * random.nextDouble();
            double size = 100_000 * (1 + random.nextDouble());
            List<OperatingPoint> points = new ArrayList<>();
            for (int qp = 28; qp <= 48; qp += 2) {
                long bytes = Math.round(size * Math.exp(-0.12 * qp));
                points.add(new OperatingPoint(qp, bytes, worth * Math.log(bytes)));
            }
            curves.add(new RateQualityCurve(points));
            uniform.add(points.get(5));
        }
        UniformPlan one = new UniformPlan(38, uniform);
        Allotment allotment = Allotment.of(curves, one.bytes());
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new Share(
                    new Named("<" + i + ">.png"), PIXELS, allotment.points().get(i), curves.get(i), allotment.slope()));
        }
        SetOptions options = new SetOptions(
                8.0 * one.bytes() / (count * PIXELS), EncoderOptions.builder().build(), QualityMeasure.PSNR, 1);
        SetPlan plan = new SetPlan(
                options,
                shares,
                List.of(new SkippedPicture(new Named("broken.jpg"), "the end is missing")),
                one.bytes(),
                allotment.slope());
        return new SetReport(
                "mvjpeg 1",
                plan,
                compared
                        ? Optional.of(SetReport.Comparison.of(plan, one, new PairedBootstrap(400, 1)))
                        : Optional.empty());
    }

    @Test
    void theIntervalHoldsTheGainAndLeavesZeroOut() {
        SetReport report = report(30, true);
        SetReport.Comparison comparison = report.comparison().orElseThrow();
        assertThat(comparison.gain().estimate())
                .isEqualTo(report.plan().meanQuality() - comparison.uniform().meanQuality())
                .isBetween(comparison.gain().low(), comparison.gain().high());
        assertThat(comparison.gain().low()).isPositive();
        assertThat(comparison.gain().undefined()).isZero();
    }

    @Test
    void jsonTellsWhatEachPictureGotAndWhy() throws Exception {
        SetReport report = report(5, true);
        JsonObject json = JsonParser.object().from(SetJson.of(report));
        assertThat(json.getString("format")).isEqualTo("mvjpeg-set-report 1");
        assertThat(json.getLong("bytes")).isEqualTo(report.plan().bytes()).isLessThanOrEqualTo(json.getLong("budget"));
        assertThat(json.getArray("pictures")).hasSize(5);
        long bytes = 0;
        for (Object one : json.getArray("pictures")) {
            JsonObject picture = (JsonObject) one;
            bytes += picture.getLong("bytes");
            assertThat(picture.getString("why")).contains("hull");
            assertThat(picture.getArray("measured")).hasSize(11);
            assertThat(picture.getObject("uniform").getDouble("qp")).isEqualTo(38);
            assertThat(picture.getDouble("bpp")).isEqualTo(8.0 * picture.getLong("bytes") / PIXELS);
        }
        assertThat(bytes).isEqualTo(json.getLong("bytes"));
        assertThat(json.getArray("skipped").getObject(0).getString("reason")).isEqualTo("the end is missing");
        assertThat(json.getObject("uniform").getObject("gain").getDouble("estimate"))
                .isPositive();
        assertThat(JsonParser.object().from(SetJson.of(report(5, false))).has("uniform"))
                .isFalse();
    }

    @Test
    void htmlIsWholeEscapedAndTheSameEachTime() {
        String html = SetHtml.of(report(5, true));
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</main></body></html>\n")
                .contains("&lt;3&gt;.png", "broken.jpg", "the end is missing", "95 % interval", "one quantiser")
                .doesNotContain("<3>.png", "NaN", "Infinity");
        assertThat(SetHtml.of(report(5, true))).isEqualTo(html);
        assertThat(SetHtml.of(report(5, false))).doesNotContain("95 % interval");
    }
}
