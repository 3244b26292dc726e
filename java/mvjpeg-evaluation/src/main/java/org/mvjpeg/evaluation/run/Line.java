package org.mvjpeg.evaluation.run;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mvjpeg.evaluation.metrics.Detection;

/** The lines of a {@link ResultsFile}: JSON objects of a key and a coding or an answer. */
final class Line {
    private static final String KEY = "key";
    private static final String KL = "kl";
    private static final int BOX_FIELDS = 6;

    private Line() {}

    static String of(String key, String picture, String arm, int point, Coding coding) {
        JsonObject line = head(key, picture, arm, point);
        line.put("bytes", coding.bytes());
        line.put("pixels", coding.pixels());
        line.put("psnr", coding.psnr());
        line.put("msSsim", coding.msSsim());
        line.put("ms", coding.millis());
        return JsonWriter.string(line);
    }

    static String of(String key, String picture, String arm, int point, String network, Answer answer) {
        JsonObject line = head(key, picture, arm, point);
        line.put("network", network);
        if (answer instanceof Answer.Classes classes) {
            line.put("best", new JsonArray(classes.best()));
            line.put("probability", classes.probability());
            line.put(KL, classes.kl());
        } else {
            Answer.Objects objects = (Answer.Objects) answer;
            StringBuilder boxes = new StringBuilder();
            for (Detection box : objects.boxes()) {
                // A hundredth of a pixel and a millionth of a score are far below what moves a figure.
                boxes.append(boxes.isEmpty() ? "" : ";")
                        .append(String.format(
                                Locale.ROOT,
                                "%d,%.6f,%.2f,%.2f,%.2f,%.2f",
                                box.classId(),
                                box.score(),
                                box.x1(),
                                box.y1(),
                                box.x2(),
                                box.y2()));
            }
            line.put("boxes", boxes.toString());
            line.put(KL, objects.kl());
        }
        return JsonWriter.string(line);
    }

    private static JsonObject head(String key, String picture, String arm, int point) {
        JsonObject line = new JsonObject();
        line.put(KEY, key);
        line.put("picture", picture);
        line.put("arm", arm);
        line.put("point", point);
        return line;
    }

    /** Stands for a result of an earlier version that lacks what is measured now. */
    record Outdated() {}

    /** A line read back: its key and a {@link Coding}, an {@link Answer} or that it is {@link Outdated}. */
    record Parsed(String key, Object result) {}

    /** @throws IllegalArgumentException if it is not a whole line of ours */
    static Parsed parse(String text) {
        JsonObject line;
        try {
            line = JsonParser.object().from(text);
        } catch (JsonParserException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (!line.isString(KEY)) {
            throw new IllegalArgumentException("no key");
        }
        return new Parsed(line.getString(KEY), result(line));
    }

    private static Object result(JsonObject line) {
        if (line.isNumber("bytes")) {
            return new Coding(
                    line.getInt("bytes"),
                    line.getLong("pixels"),
                    line.getDouble("psnr"),
                    line.getDouble("msSsim"),
                    line.getDouble("ms"));
        }
        if (line.has("best")) {
            List<Integer> best = new ArrayList<>();
            for (Object one : line.getArray("best")) {
                best.add(((Number) one).intValue());
            }
            return new Answer.Classes(best, line.getDouble("probability"), line.getDouble(KL));
        }
        if (line.isString("boxes")) {
            List<Detection> boxes = boxes(line.getString("boxes"));
            return line.isNumber(KL) ? new Answer.Objects(boxes, line.getDouble(KL)) : new Outdated();
        }
        throw new IllegalArgumentException("neither a coding nor an answer");
    }

    private static List<Detection> boxes(String text) {
        List<Detection> boxes = new ArrayList<>();
        for (String one : text.isEmpty() ? new String[0] : text.split(";")) {
            String[] fields = one.split(",");
            if (fields.length != BOX_FIELDS) {
                throw new IllegalArgumentException("a box of " + fields.length + " fields");
            }
            boxes.add(new Detection(
                    Integer.parseInt(fields[0]),
                    Double.parseDouble(fields[1]),
                    Double.parseDouble(fields[2]),
                    Double.parseDouble(fields[3]),
                    Double.parseDouble(fields[4]),
                    Double.parseDouble(fields[5])));
        }
        return boxes;
    }
}
