package org.mvjpeg.training;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a training has seen: the figures of each step, and the validations. */
final class History {
    private final List<float[]> steps = new ArrayList<>();
    private final List<ValidationResult> validations = new ArrayList<>();

    void add(StepFigures figures) {
        steps.add(figures.values());
    }

    void add(ValidationResult validation) {
        validations.add(validation);
    }

    /** How many steps there were. */
    int steps() {
        return steps.size();
    }

    List<ValidationResult> validations() {
        return List.copyOf(validations);
    }

    /** Mean of the last steps. */
    StepFigures mean(int from, int to) {
        double[] sums = new double[StepFigures.COUNT];
        for (float[] step : steps.subList(from, to)) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += step[i] / (to - from);
            }
        }
        return new StepFigures((float) sums[0], (float) sums[1], (float) sums[2], (float) sums[3]);
    }

    /** All steps' figures, row by row. */
    float[] flat() {
        float[] flat = new float[steps.size() * StepFigures.COUNT];
        for (int i = 0; i < steps.size(); i++) {
            System.arraycopy(steps.get(i), 0, flat, i * StepFigures.COUNT, StepFigures.COUNT);
        }
        return flat;
    }

    /** Takes what {@link #flat} and {@link #validationsJson} gave. @throws IOException if the text is no such JSON */
    void restore(float[] flat, String json) throws IOException {
        for (int at = 0; at < flat.length; at += StepFigures.COUNT) {
            steps.add(Arrays.copyOfRange(flat, at, at + StepFigures.COUNT));
        }
        try {
            for (Object entry : JsonParser.array().from(json)) {
                validations.add(validation((JsonObject) entry));
            }
        } catch (JsonParserException | ClassCastException e) {
            throw new IOException("the validations are no JSON: " + e.getMessage(), e);
        }
    }

    String validationsJson() {
        return JsonWriter.string(validationsArray());
    }

    JsonArray validationsArray() {
        JsonArray array = new JsonArray();
        for (ValidationResult validation : validations) {
            JsonArray judges = new JsonArray();
            for (ValidationResult.JudgeResult judge : validation.judges()) {
                JsonObject object = new JsonObject();
                object.put("teacher", judge.name());
                object.put("bd_rate_ln_distance_percent", finite(judge.bdRateLog()));
                object.put("bd_rate_distance_percent", finite(judge.bdRate()));
                object.put("bytes_percent", new JsonArray(judge.bytes()));
                object.put("distance_percent", new JsonArray(judge.distance()));
                judges.add(object);
            }
            JsonObject object = new JsonObject();
            object.put("step", validation.step());
            object.put("gain", validation.gain());
            object.put("qps", new JsonArray(validation.qps()));
            object.put("gains", new JsonArray(validation.gains()));
            object.put("teachers", judges);
            array.add(object);
        }
        return array;
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? (Object) value : null;
    }

    private static ValidationResult validation(JsonObject object) {
        List<ValidationResult.JudgeResult> judges = new ArrayList<>();
        for (Object entry : object.getArray("teachers")) {
            JsonObject judge = (JsonObject) entry;
            judges.add(new ValidationResult.JudgeResult(
                    judge.getString("teacher"),
                    judge.getDouble("bd_rate_ln_distance_percent", Double.NaN),
                    judge.getDouble("bd_rate_distance_percent", Double.NaN),
                    doubles(judge.getArray("bytes_percent")),
                    doubles(judge.getArray("distance_percent"))));
        }
        List<Integer> qps =
                doubles(object.getArray("qps")).stream().map(Double::intValue).toList();
        return new ValidationResult(object.getInt("step"), qps, doubles(object.getArray("gains")), judges);
    }

    private static List<Double> doubles(JsonArray array) {
        return array.stream().map(value -> ((Number) value).doubleValue()).toList();
    }
}
