package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be the same for a training to go on where it stopped. */
final class Fingerprint {
    private static final String PREFIX = "option.";

    private final Map<String, String> values = new LinkedHashMap<>();

    Fingerprint(TrainingOptions options, List<String> teachers, PhotoSplit photos) {
        put("teachers", String.join(" ", teachers));
        put("photos", photos.training().size());
        put("photo names", names(photos.training()));
        put("validation photos", photos.validation().size());
        put("validation photo names", names(photos.validation()));
        put("view", options.view());
        put("zoom", options.crops().zoomLow() + ":" + options.crops().zoomHigh());
        put("steps", options.steps());
        put("batch", options.batch());
        put("seed", options.seed());
        put("learning rate", options.learningRate());
        put("task weight", options.taskWeight());
        put("beta", options.beta());
        put("feature weight", options.featureWeight());
        put("channels", options.architecture().channels());
        put("depth", options.architecture().depth());
        put("init", options.init().map(file -> file.getFileName().toString()).orElse("none"));
        put("initial low-pass", options.initialLowpass());
        put("QPs", options.minQp() + ".." + options.maxQp());
    }

    private void put(String key, Object value) {
        values.put(key, String.valueOf(value));
    }

    /** File names only: folders may be moved. */
    private static String names(List<Path> files) {
        return Integer.toHexString(files.stream()
                .map(file -> file.getFileName().toString())
                .toList()
                .hashCode());
    }

    void writeTo(Map<String, String> notes) {
        values.forEach((key, value) -> notes.put(PREFIX + key, value));
    }

    /** @throws IOException naming the first difference */
    void requireSame(Map<String, String> notes, Path file) throws IOException {
        for (Map.Entry<String, String> value : values.entrySet()) {
            String before = notes.get(PREFIX + value.getKey());
            if (!value.getValue().equals(before)) {
                throw new IOException(
                        file + " is of another training: " + value.getKey() + " was " + before + " and is now "
                                + value.getValue() + "; give the same options, another work folder, or restart");
            }
        }
    }

    /** By name. */
    Map<String, String> values() {
        return values;
    }
}
