package org.mvjpeg.evaluation.report;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.Locale;
import java.util.Map;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Skipped;

/** The report for programs; {@code docs/evaluation.md} describes its keys, which are only ever added. Undefined figures are null. */
public final class JsonReport {
    private JsonReport() {}

    /** The report as an indented JSON text. */
    public static String of(Report report) {
        JsonObject root = new JsonObject();
        root.put("format", "mvjpeg-evaluation 1");
        root.put("version", report.version());
        root.put("seed", report.seed());
        root.put("replicates", report.replicates());
        root.put("pictures", pictures(report));
        root.put("arms", arms(report));
        root.put("networks", networks(report));
        JsonArray figures = new JsonArray();
        report.figures().forEach(subject -> figures.add(subject(subject)));
        root.put("figures", figures);
        return JsonWriter.indent("  ").string().value(root).done() + "\n";
    }

    private static JsonObject pictures(Report report) {
        JsonObject pictures = new JsonObject();
        pictures.put("evaluated", report.results().pictures().size());
        pictures.put("withoutAnnotation", report.set().withoutAnnotation());
        pictures.put("beyondLimit", report.set().beyondLimit());
        JsonArray skipped = new JsonArray();
        for (Skipped one : report.results().skipped()) {
            JsonObject object = new JsonObject();
            object.put("picture", one.name());
            object.put("reason", one.reason());
            skipped.add(object);
        }
        pictures.put("skipped", skipped);
        return pictures;
    }

    private static JsonArray arms(Report report) {
        JsonArray arms = new JsonArray();
        for (Arm arm : report.arms()) {
            JsonObject object = new JsonObject();
            object.put("name", arm.name());
            object.put("description", arm.description());
            object.put("settings", arm.settings());
            object.put("pointsAre", arm.byQp() ? "qp" : "quality");
            object.put("points", new JsonArray(report.results().plan().points(arm)));
            arms.add(object);
        }
        return arms;
    }

    private static JsonArray networks(Report report) {
        JsonArray networks = new JsonArray();
        for (NamedNetwork network : report.results().plan().networks()) {
            JsonObject object = new JsonObject();
            object.put("name", network.name());
            object.put("task", network.task().toString().toLowerCase(Locale.ROOT));
            object.put("file", network.description().file().getFileName().toString());
            object.put("key", network.key());
            networks.add(object);
        }
        return networks;
    }

    private static JsonObject subject(SubjectFigures subject) {
        JsonObject object = new JsonObject();
        object.put("subject", subject.name());
        if (!subject.original().isEmpty()) {
            object.put("uncompressed", values(subject.original()));
        }
        JsonArray points = new JsonArray();
        for (PointFigures point : subject.points()) {
            JsonObject one = new JsonObject();
            one.put("arm", point.arm().name());
            one.put("point", point.point());
            one.put("bpp", point.bpp());
            one.put("encodeMs", point.millis());
            one.put("values", values(point.values()));
            points.add(one);
        }
        object.put("points", points);
        JsonArray comparisons = new JsonArray();
        subject.comparisons().forEach(comparison -> comparisons.add(comparison(comparison)));
        object.put("comparisons", comparisons);
        return object;
    }

    private static JsonObject values(Map<Measure, BootstrapInterval> values) {
        JsonObject object = new JsonObject();
        values.forEach((measure, interval) -> object.put(measure.key(), interval(interval)));
        return object;
    }

    private static JsonObject comparison(Comparison comparison) {
        JsonObject object = new JsonObject();
        object.put("arm", comparison.test().name());
        object.put("anchor", comparison.anchor().name());
        object.put("measure", comparison.measure().key());
        JsonObject rate = interval(comparison.rate());
        comparison.rateDetails().ifPresent(details -> {
            rate.put("from", natural(comparison.measure(), details.qualityLow(), details.qualityHigh()));
            rate.put("to", natural(comparison.measure(), details.qualityHigh(), details.qualityLow()));
            rate.put("anchorPointsLeftOut", details.anchorPointsLeftOut());
            rate.put("testPointsLeftOut", details.testPointsLeftOut());
        });
        comparison.whyNoRate().ifPresent(why -> rate.put("note", why));
        object.put("bdRatePercent", rate);
        JsonObject quality = interval(comparison.quality());
        comparison.qualityDetails().ifPresent(details -> {
            quality.put("bppFrom", details.bppLow());
            quality.put("bppTo", details.bppHigh());
        });
        comparison.whyNoQuality().ifPresent(why -> quality.put("note", why));
        object.put("bdAccuracy", quality);
        return object;
    }

    /** The lower end of a range of qualities in the measure's own direction. */
    private static double natural(Measure measure, double low, double high) {
        return measure.quality(1) < 0 ? -high : low;
    }

    static JsonObject interval(BootstrapInterval interval) {
        JsonObject object = new JsonObject();
        put(object, "estimate", interval.estimate());
        put(object, "low", interval.low());
        put(object, "high", interval.high());
        put(object, "bias", interval.bias());
        object.put("undefinedReplicates", interval.undefined());
        return object;
    }

    private static void put(JsonObject object, String key, double value) {
        object.put(key, Double.isFinite(value) ? (Object) value : null);
    }
}
