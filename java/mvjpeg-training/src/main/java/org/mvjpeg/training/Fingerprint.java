package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be the same for a file of the work folder to be used again. */
final class Fingerprint {
    private static final String PREFIX = "option.";

    private final Map<String, String> values = new LinkedHashMap<>();

    private Fingerprint() {}

    /** What a training's end depends on. */
    static Fingerprint ofTraining(TrainingOptions options, List<String> teachers, PhotoSplit photos) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.putPictures(options, teachers, photos);
        fingerprint.putTraining(options, photos);
        return fingerprint;
    }

    /** What a fitted proxy depends on. @param codec the settings of the codec that it is fitted to */
    static Fingerprint ofProxy(TrainingOptions options, List<String> teachers, PhotoSplit photos, String codec) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.putPictures(options, teachers, photos);
        fingerprint.put("proxy", proxy(options));
        fingerprint.put("codec", codec);
        return fingerprint;
    }

    /** What steps are shown. Teachers decide the sizes. */
    private void putPictures(TrainingOptions options, List<String> teachers, PhotoSplit photos) {
        put("teachers", String.join(" ", teachers));
        put("photos", photos.training().size());
        put("photo names", names(photos.training()));
        put("view", options.view());
        put("zoom", options.crops().zoomLow() + ":" + options.crops().zoomHigh());
        put("batch", options.batch());
        put("seed", options.seed());
        put("QPs", options.minQp() + ".." + options.maxQp());
    }

    private void putTraining(TrainingOptions options, PhotoSplit photos) {
        put("validation photos", photos.validation().size());
        put("validation photo names", names(photos.validation()));
        put("steps", options.steps());
        put("learning rate", options.learningRate());
        put("task weight", options.taskWeight());
        put("beta", options.beta());
        put("feature weight", options.featureWeight());
        put("channels", options.architecture().channels());
        put("depth", options.architecture().depth());
        put("init", options.init().map(file -> file.getFileName().toString()).orElse("none"));
        put("initial low-pass", options.initialLowpass());
        put("proxy", proxy(options));
    }

    private static String proxy(TrainingOptions options) {
        return options.proxy() == ProxyKind.HYPERPRIOR
                ? options.proxy() + " of " + options.proxySteps() + " steps"
                : options.proxy().toString();
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

    /** The first difference, such as {@code steps was 4 and is now 5}. */
    Optional<String> difference(Map<String, String> notes) {
        for (Map.Entry<String, String> value : values.entrySet()) {
            String before = notes.getOrDefault(PREFIX + value.getKey(), "not told");
            if (!value.getValue().equals(before)) {
                return Optional.of(value.getKey() + " was " + before + " and is now " + value.getValue());
            }
        }
        return Optional.empty();
    }

    /** @throws IOException naming the first difference */
    void requireSame(Map<String, String> notes, Path file) throws IOException {
        Optional<String> difference = difference(notes);
        if (difference.isPresent()) {
            throw new IOException(file + " is of another training: " + difference.get()
                    + "; give the same options, another work folder, or restart");
        }
    }

    /** By name. */
    Map<String, String> values() {
        return values;
    }
}
