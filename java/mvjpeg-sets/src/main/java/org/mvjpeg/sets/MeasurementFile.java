package org.mvjpeg.sets;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mvjpeg.sets.internal.LineFile;

/**
 * Measurements that outlive a run: a run that was cut goes on where it was, and another budget costs little. The first line tells what the
 * pictures were coded and measured with; a file serves no other settings. One run at a time may have it open. Safe from many threads.
 */
public final class MeasurementFile implements AutoCloseable {
    private static final String FORMAT = "mvjpeg-set 1";

    private final Path file;
    private final LineFile lines;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Measurement> measurements = new ConcurrentHashMap<>();

    private MeasurementFile(Path file) throws IOException {
        this.file = file;
        this.lines = LineFile.open(file, this::take);
    }

    /**
     * Opens a file, which is made with its folder if need be.
     *
     * @throws IOException if it cannot be read and written, is in use, or a line before the last is damaged
     */
    public static MeasurementFile open(Path file) throws IOException {
        return new MeasurementFile(file);
    }

    private void take(String text) {
        JsonObject line;
        try {
            line = JsonParser.object().from(text);
        } catch (JsonParserException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (line.has("format")) {
            if (!FORMAT.equals(line.getString("format"))) {
                throw new IllegalArgumentException("the format is " + line.getString("format") + ", not " + FORMAT);
            }
            line.getObject("settings").forEach((name, value) -> settings.put(name, (String) value));
        } else if (line.isString("picture") && line.isNumber("quality") && !settings.isEmpty()) {
            OperatingPoint point =
                    new OperatingPoint(line.getDouble("qp"), line.getLong("bytes"), line.getDouble("quality"));
            measurements.put(
                    key(line.getString("picture"), point.qp()), new Measurement(point, line.getLong("pixels")));
        } else {
            throw new IllegalArgumentException("no measurement of a picture");
        }
    }

    private static String key(String picture, double qp) {
        return picture + " " + qp;
    }

    /**
     * Says what measurements are made with.
     *
     * @throws IOException if those in the file were made with something else, naming it
     */
    void require(Map<String, String> wanted) throws IOException {
        if (settings.isEmpty()) {
            JsonObject line = new JsonObject();
            line.put("format", FORMAT);
            line.put("settings", new JsonObject(wanted));
            lines.append(List.of(JsonWriter.string(line)));
        }
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            String there = settings.get(one.getKey());
            if (!one.getValue().equals(there)) {
                throw new IOException(file + ": its measurements are of " + one.getKey() + " '" + there
                        + "', and this run has '" + one.getValue() + "'; delete the file or take another");
            }
        }
    }

    Optional<Measurement> of(String picture, double qp) {
        return Optional.ofNullable(measurements.get(key(picture, qp)));
    }

    /** Keeps a measurement. @throws IOException if it cannot be written */
    void add(String picture, String name, Measurement measurement) throws IOException {
        JsonObject line = new JsonObject();
        line.put("picture", picture);
        line.put("name", name);
        line.put("qp", measurement.point().qp());
        line.put("bytes", measurement.point().bytes());
        line.put("pixels", measurement.pixels());
        line.put("quality", measurement.point().quality());
        lines.append(List.of(JsonWriter.string(line)));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
