package org.mvjpeg.evaluation.report;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import org.mvjpeg.sets.OperatingPoint;
import org.mvjpeg.sets.SetPlan;
import org.mvjpeg.sets.Share;
import org.mvjpeg.sets.SkippedPicture;
import org.mvjpeg.sets.UniformPlan;

/** A set's report for programs; {@code docs/rate-control.md} describes its keys, which are only ever added. */
public final class SetJson {
    private final SetReport report;
    private final SetPlan plan;

    private SetJson(SetReport report) {
        this.report = report;
        this.plan = report.plan();
    }

    /** The report as an indented JSON text. */
    public static String of(SetReport report) {
        return JsonWriter.indent("  ")
                        .string()
                        .value(new SetJson(report).root())
                        .done() + "\n";
    }

    private JsonObject root() {
        JsonObject root = new JsonObject();
        root.put("format", "mvjpeg-set-report 1");
        root.put("version", report.version());
        root.put("metric", plan.options().measure().label());
        root.put("unit", plan.options().measure().unit());
        root.put("encoder", plan.options().encoder().toString().replaceFirst("^[^,]*, ", ""));
        root.put("askedBpp", plan.options().bitsPerPixel());
        root.put("budget", plan.budget());
        root.put("bytes", plan.bytes());
        root.put("bpp", plan.bitsPerPixel());
        root.put("meanQuality", plan.meanQuality());
        root.put("slopePerByte", plan.slope());
        JsonArray pictures = new JsonArray();
        for (int i = 0; i < plan.shares().size(); i++) {
            pictures.add(picture(i));
        }
        root.put("pictures", pictures);
        JsonArray skipped = new JsonArray();
        for (SkippedPicture one : plan.skipped()) {
            JsonObject object = new JsonObject();
            object.put("picture", one.picture().name());
            object.put("reason", one.reason());
            skipped.add(object);
        }
        root.put("skipped", skipped);
        report.comparison().ifPresent(comparison -> root.put("uniform", uniform(comparison)));
        return root;
    }

    private JsonObject picture(int index) {
        Share share = plan.shares().get(index);
        JsonObject object = new JsonObject();
        object.put("picture", share.picture().name());
        object.put("pixels", share.pixels());
        put(object, share.point());
        object.put("bpp", share.bitsPerPixel());
        put(object, "slopeBefore", share.slopeBefore());
        put(object, "slopeAfter", share.slopeAfter());
        object.put("onSlope", share.isOnSlope());
        object.put("why", share.why(plan.options().measure().unit()));
        JsonArray measured = new JsonArray();
        for (OperatingPoint point : share.curve().points()) {
            JsonObject one = new JsonObject();
            put(one, point);
            one.put("onHull", share.curve().hull().contains(point));
            measured.add(one);
        }
        object.put("measured", measured);
        report.comparison().ifPresent(comparison -> {
            JsonObject uniform = new JsonObject();
            put(uniform, comparison.uniform().points().get(index));
            object.put("uniform", uniform);
        });
        return object;
    }

    private static void put(JsonObject object, OperatingPoint point) {
        object.put("qp", point.qp());
        object.put("bytes", point.bytes());
        object.put("quality", point.quality());
    }

    private static void put(JsonObject object, String key, double value) {
        object.put(key, Double.isFinite(value) ? (Object) value : null);
    }

    private static JsonObject uniform(SetReport.Comparison comparison) {
        UniformPlan uniform = comparison.uniform();
        JsonObject object = new JsonObject();
        object.put("qp", uniform.qp());
        object.put("bytes", uniform.bytes());
        object.put("meanQuality", uniform.meanQuality());
        object.put("gain", JsonReport.interval(comparison.gain()));
        object.put("replicates", comparison.replicates());
        object.put("seed", comparison.seed());
        return object;
    }
}
