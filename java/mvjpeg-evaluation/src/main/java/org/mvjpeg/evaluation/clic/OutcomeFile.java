package org.mvjpeg.evaluation.clic;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mvjpeg.sets.internal.LineFile;

/** Outcomes that outlive a run, by what decides them. Safe from many threads. */
final class OutcomeFile implements AutoCloseable {
    private final LineFile lines;
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

    private OutcomeFile(Path file) throws IOException {
        lines = LineFile.open(file, this::take);
    }

    static OutcomeFile open(Path file) throws IOException {
        return new OutcomeFile(file);
    }

    private void take(String text) {
        try {
            JsonObject line = JsonParser.object().from(text);
            List<Double> kl = line.getArray("kl").stream()
                    .map(one -> ((Number) one).doubleValue())
                    .toList();
            outcomes.put(
                    line.getString("key"),
                    new Outcome(
                            line.getLong("bytes"),
                            line.getLong("pixels"),
                            line.getDouble("psnr"),
                            line.getDouble("msSsim"),
                            line.getDouble("decodeMs"),
                            kl));
        } catch (JsonParserException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    Optional<Outcome> of(String key) {
        return Optional.ofNullable(outcomes.get(key));
    }

    void add(String key, String picture, Outcome outcome) throws IOException {
        JsonObject line = new JsonObject();
        line.put("key", key);
        line.put("picture", picture);
        line.put("bytes", outcome.bytes());
        line.put("pixels", outcome.pixels());
        line.put("psnr", outcome.psnr());
        line.put("msSsim", outcome.msSsim());
        line.put("decodeMs", outcome.decodeMillis());
        line.put("kl", new JsonArray(outcome.kl()));
        lines.append(List.of(JsonWriter.string(line)));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
