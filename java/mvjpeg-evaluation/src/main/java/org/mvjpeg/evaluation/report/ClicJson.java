package org.mvjpeg.evaluation.report;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import org.mvjpeg.evaluation.clic.ClicResults;
import org.mvjpeg.evaluation.clic.Outcome;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Skipped;

/** The comparison for programs; {@code docs/evaluation.md} describes its keys, which are only ever added. */
public final class ClicJson {
    private ClicJson() {}

    /** The report as an indented JSON text. */
    public static String of(ClicReport report) {
        ClicResults results = report.results();
        JsonObject root = new JsonObject();
        root.put("format", "mvjpeg-clic 1");
        root.put("version", report.version());
        root.put("seed", report.bootstrap().seed());
        root.put("replicates", report.bootstrap().replicates());
        root.put("askedBpp", results.plan().bitsPerPixel());
        root.put("budget", results.budget());
        JsonArray networks = new JsonArray();
        results.plan().networks().stream().map(NamedNetwork::name).forEach(networks::add);
        root.put("networks", networks);
        JsonArray pictures = new JsonArray();
        results.pictures().forEach(picture -> pictures.add(picture.name()));
        root.put("pictures", pictures);
        JsonArray skipped = new JsonArray();
        for (Skipped one : results.skipped()) {
            JsonObject object = new JsonObject();
            object.put("picture", one.name());
            object.put("reason", one.reason());
            skipped.add(object);
        }
        root.put("skipped", skipped);
        root.put("notes", new JsonArray(results.notes()));
        root.put("baseline", results.baseline().way().name());
        JsonArray rows = new JsonArray();
        report.lines().forEach(line -> rows.add(row(line, report.figures())));
        root.put("rows", rows);
        return JsonWriter.indent("  ").string().value(root).done() + "\n";
    }

    private static JsonObject row(ClicReport.Line line, List<ClicReport.Figure> figures) {
        JsonObject object = new JsonObject();
        object.put("way", line.row().way().name());
        object.put("arm", line.row().way().arm().name());
        object.put("decoder", line.row().decoder());
        object.put("bytes", line.row().bytes());
        object.put("bpp", line.row().bitsPerPixel());
        object.put("decodeMsPerMegapixel", line.row().decodeMillisPerMegapixel());
        JsonObject values = new JsonObject();
        JsonObject gains = new JsonObject();
        for (int i = 0; i < figures.size(); i++) {
            values.put(figures.get(i).key(), JsonReport.interval(line.means().get(i)));
            gains.put(figures.get(i).key(), JsonReport.interval(line.gains().get(i)));
        }
        object.put("values", values);
        object.put("gains", gains);
        JsonArray points = new JsonArray();
        points.addAll(line.row().way().points());
        object.put("points", points);
        JsonArray bytes = new JsonArray();
        line.row().outcomes().stream().map(Outcome::bytes).forEach(bytes::add);
        object.put("bytesOfPictures", bytes);
        return object;
    }
}
