package org.mvjpeg.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.data.PictureSet;
import org.mvjpeg.evaluation.metrics.BdRate;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.metrics.DetectionImage;
import org.mvjpeg.evaluation.metrics.MeanAveragePrecision;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.evaluation.metrics.RateCurve;
import org.mvjpeg.evaluation.metrics.RatePoint;
import org.mvjpeg.evaluation.run.Answer;
import org.mvjpeg.evaluation.run.Evaluator;
import org.mvjpeg.evaluation.run.Fixture;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Plan;
import org.mvjpeg.evaluation.run.Results;
import org.mvjpeg.evaluation.run.ResultsFile;
import org.mvjpeg.evaluation.run.RunListener;
import org.xml.sax.InputSource;

/** Figures against a slower way to the same ones, from the stored answers alone; and the documents. */
class AnalysisTest {
    private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(200, 9);
    private static final int PICTURES = 9;
    private static final Pattern URI = Pattern.compile("(?:src|href|url)\\s*[=(]\\s*[\"']?([^\"')>\\s]+)");

    @TempDir
    Path folder;

    private List<LabelledPicture> pictures;
    private NamedNetwork classifier;
    private NamedNetwork detector;

    @BeforeEach
    void draw() throws Exception {
        pictures = Fixture.pictures(folder, PICTURES);
        classifier = Fixture.classifier(folder, "means", 0.05f);
        detector = Fixture.detector(folder);
    }

    private interface Look {
        void at(Results results, List<SubjectFigures> figures) throws Exception;
    }

    private void analyse(List<LabelledPicture> set, Look look) throws Exception {
        Plan plan = Fixture.plan(set, List.of(classifier, detector), 2);
        try (ResultsFile file = ResultsFile.open(folder.resolve("work"))) {
            Results results = new Evaluator(plan, file, RunListener.NONE).run();
            look.at(results, Analysis.of(results, Pairs.of(plan.arms(), List.of()), BOOTSTRAP));
        }
    }

    private static double bpp(Results results, Arm arm, int point, int[] indices) {
        double bits = 0;
        double pixels = 0;
        for (int index : indices) {
            bits += 8.0 * results.coding(index, arm, point).bytes();
            pixels += results.coding(index, arm, point).pixels();
        }
        return bits / pixels;
    }

    private static double meanKl(Results results, NamedNetwork network, Arm arm, int point, int[] indices) {
        return Arrays.stream(indices)
                .mapToObj(i -> results.answer(i, arm, point, network))
                .mapToDouble(answer ->
                        answer instanceof Answer.Classes classes ? classes.kl() : ((Answer.Objects) answer).kl())
                .average()
                .orElseThrow();
    }

    @Test
    void figuresAreThoseOfASlowerWay() throws Exception {
        analyse(pictures, (results, figures) -> {
            assertThat(figures).extracting(SubjectFigures::name).containsExactly("means", "boxes", "fidelity");
            Arm x265 = results.plan().arms().get(0);
            Arm machine = results.plan().arms().get(1);
            int[] all = IntStream.range(0, PICTURES).toArray();

            PointFigures point = figures.get(0).points(machine).get(1);
            assertThat(point.point()).isEqualTo(37);
            assertThat(point.bpp()).isCloseTo(bpp(results, machine, 37, all), within(1e-12));
            long right = IntStream.range(0, PICTURES)
                    .filter(i -> ((Answer.Classes) results.answer(i, machine, 37, classifier))
                                    .best()
                                    .get(0)
                            == i % 3)
                    .count();
            assertThat(point.values().get(Measure.TOP1).estimate()).isCloseTo((double) right / PICTURES, within(1e-12));
            assertThat(point.values().get(Measure.TOP5).estimate()).isEqualTo(1);
            assertThat(figures.get(0).original().get(Measure.TOP1).estimate()).isEqualTo(1);
            assertThat(figures.get(0).original().get(Measure.AGREEMENT).estimate())
                    .isEqualTo(1);

            List<DetectionImage> images = IntStream.range(0, PICTURES)
                    .mapToObj(i -> new DetectionImage(
                            ((Answer.Objects) results.answer(i, machine, 37, detector)).boxes(),
                            results.pictures().get(i).boxes().orElseThrow()))
                    .toList();
            assertThat(figures.get(1)
                            .points(machine)
                            .get(1)
                            .values()
                            .get(Measure.AP50)
                            .estimate())
                    .isEqualTo(MeanAveragePrecision.prepare(images).ap().ap50());

            for (int network = 0; network < 2; network++) {
                assertKl(results, results.plan().networks().get(network), figures.get(network), x265, machine);
            }
        });
    }

    private static void assertKl(Results results, NamedNetwork network, SubjectFigures figures, Arm x265, Arm machine) {
        double mean = meanKl(
                results, network, machine, 37, IntStream.range(0, PICTURES).toArray());
        BootstrapInterval atPoint = figures.points(machine).get(1).values().get(Measure.KL);
        assertThat(atPoint.estimate()).isPositive().isCloseTo(mean, within(1e-12));
        assertThat(figures.original().get(Measure.KL).estimate()).isZero();
        Comparison kl = figures.comparisons().stream()
                .filter(one -> one.test().equals(machine) && one.measure() == Measure.KL)
                .findFirst()
                .orElseThrow();
        BootstrapInterval slow = BOOTSTRAP.interval(PICTURES, indices -> BdRate.of(
                        curve(results, network, x265, indices), curve(results, network, machine, indices))
                .map(BdRate::percent)
                .orElse(Double.NaN));
        assertThat(slow.estimate()).isFinite();
        assertThat(kl.rate().estimate()).isCloseTo(slow.estimate(), within(1e-9));
        assertThat(kl.rate().low()).isCloseTo(slow.low(), within(1e-9));
        assertThat(kl.rate().high()).isCloseTo(slow.high(), within(1e-9));
        assertThat(kl.rate().undefined()).isEqualTo(slow.undefined());
    }

    private static RateCurve curve(Results results, NamedNetwork network, Arm arm, int[] indices) {
        return new RateCurve(Fixture.QPS.stream()
                .map(qp -> new RatePoint(bpp(results, arm, qp, indices), -meanKl(results, network, arm, qp, indices)))
                .toList());
    }

    @Test
    void withoutLabelsTheNetworksOwnAnswersStandForThem() throws Exception {
        List<LabelledPicture> unlabelled = pictures.stream()
                .map(one -> new LabelledPicture(one.name(), one.file(), Optional.empty(), Optional.empty()))
                .toList();
        analyse(unlabelled, (results, figures) -> {
            assertThat(figures.get(0).measures()).containsExactly(Measure.AGREEMENT, Measure.KL);
            assertThat(figures.get(1).measures()).containsExactly(Measure.AGREEMENT, Measure.KL);
            assertThat(figures.get(1).original().get(Measure.AGREEMENT).estimate())
                    .isEqualTo(1);
            assertThat(HtmlReport.of(report(results, figures)))
                    .contains("No labels were given")
                    .contains("No boxes were given");
        });
    }

    @Test
    void undefinedFiguresAreNullAndSaySo() throws Exception {
        // All labels right at every point: no two curves have a range of qualities in common.
        classifier = Fixture.classifier(folder, "sure", 100);
        analyse(pictures.subList(0, 1), (results, figures) -> {
            JsonObject json = JsonParser.object().from(JsonReport.of(report(results, figures)));
            JsonObject rate = json.getArray("figures")
                    .getObject(0)
                    .getArray("comparisons")
                    .getObject(0)
                    .getObject("bdRatePercent");
            assertThat(rate.containsKey("estimate")).isTrue();
            assertThat(rate.get("estimate")).isNull();
            assertThat(rate.getString("note")).contains("no range of top-1 in common");
            assertThat(rate.getInt("undefinedReplicates")).isEqualTo(200);
            assertThat(HtmlReport.of(report(results, figures))).contains("undefined: the curves reach no range");
        });
    }

    @Test
    void documentsAreCompleteAndTheSameEachTime() throws Exception {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            analyse(pictures, (results, figures) -> {
                Report report = report(results, figures);
                documents.add(JsonReport.of(report));
                documents.add(HtmlReport.of(report));
            });
        }
        assertThat(documents.get(2)).isEqualTo(documents.get(0));
        assertThat(documents.get(3)).isEqualTo(documents.get(1));
        assertThat(documents.get(1).lines().filter(line -> line.contains("class=\"headline\"")))
                .as("the product and the user's own arm")
                .hasSize(2)
                .anyMatch(line -> line.contains("<b>mine</b> needs") && line.contains("than <b>x265</b>"));
        JsonObject json = JsonParser.object().from(documents.get(0));
        assertThat(json.getObject("pictures").getInt("evaluated")).isEqualTo(PICTURES);
        assertThat(json.getArray("arms")).hasSize(3);
        assertThat(json.getArray("figures").getObject(0).getArray("points")).hasSize(9);
        assertThat(json.getArray("figures").getObject(0).getArray("comparisons"))
                .hasSize(8);
        JsonObject detection = json.getArray("figures").getObject(1);
        assertThat(detection.getObject("uncompressed").getObject("kl").getDouble("estimate"))
                .isZero();
        assertThat(detection
                        .getArray("points")
                        .getObject(0)
                        .getObject("values")
                        .getObject("kl")
                        .getDouble("estimate"))
                .isPositive();
        assertThat(detection.getArray("comparisons").stream()
                        .filter(one -> ((JsonObject) one).getString("measure").equals("kl")))
                .hasSize(2);
    }

    @Test
    void theHtmlNeedsNothingBesideItAndTrustsNoName() throws Exception {
        List<LabelledPicture> set = pictures.stream()
                .map(one -> new LabelledPicture("<script>&\"" + one.name(), one.file(), one.label(), one.boxes()))
                .toList();
        analyse(set, (results, figures) -> {
            String html = HtmlReport.of(report(results, figures));
            assertThat(html).doesNotContain("<script").contains("&lt;script&gt;&amp;&quot;p");
            Matcher uri = URI.matcher(html);
            int pictureCount = 0;
            while (uri.find()) {
                assertThat(uri.group(1)).matches("data:image/png;base64,.*|#.*");
                pictureCount += uri.group(1).startsWith("data:") ? 1 : 0;
            }
            assertThat(pictureCount).isEqualTo(3 * 2);
            String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
            assertThat(DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(svg)))
                            .getDocumentElement()
                            .getAttribute("aria-label"))
                    .isEqualTo("top-1 over bits per pixel, one line per arm");
            assertThat(html.split("<svg", -1)).hasSize(1 + 2 + 2 + 2);
            assertThat(html.split("aria-label=\"KL divergence over", -1)).hasSize(1 + 2);
        });
    }

    private Report report(Results results, List<SubjectFigures> figures) throws Exception {
        try (Examples examples = new Examples(results, new ClassNames(List.of("blue", "green", "red", "none")))) {
            Arm machine = results.plan().arms().get(1);
            Arm x265 = results.plan().arms().get(0);
            List<LabelledPicture> all = results.pictures();
            return new Report(
                    "test", results, new PictureSet(all, 0, 0), figures, examples.draw(machine, x265, 2, 1), 200, 9);
        }
    }
}
