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
        fingerprint.putPictures(options.course(), photos);
        fingerprint.putTeachers(teachers, options.view());
        fingerprint.putCourse(options.course(), photos);
        fingerprint.put("task weight", options.taskWeight());
        fingerprint.put("beta", options.beta());
        fingerprint.put("feature weight", options.featureWeight());
        fingerprint.put("proxy", proxy(options));
        return fingerprint;
    }

    /** What a fitted proxy depends on. @param codec the settings of the codec that it is fitted to */
    static Fingerprint ofProxy(TrainingOptions options, List<String> teachers, PhotoSplit photos, String codec) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.putPictures(options.course(), photos);
        fingerprint.putTeachers(teachers, options.view());
        fingerprint.put("batch", options.course().batch());
        fingerprint.put("proxy", proxy(options));
        fingerprint.put("codec", codec);
        return fingerprint;
    }

    /** What a post filter's end depends on. @param codec the settings of the codec behind which it is trained */
    static Fingerprint ofFilter(FilterOptions options, List<String> criteria, PhotoSplit photos, String codec) {
        Fingerprint fingerprint = ofCoded(options, photos, codec);
        fingerprint.putTeachers(criteria, options.view());
        fingerprint.putCourse(options.course(), photos);
        fingerprint.put("similarity weight", options.similarityWeight());
        fingerprint.put("feature weight", options.featureWeight());
        fingerprint.put("window", options.window());
        return fingerprint;
    }

    /** What the coded pictures depend on that are kept. @param codec the settings of the codec */
    static Fingerprint ofCoded(FilterOptions options, PhotoSplit photos, String codec) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.putPictures(options.course(), photos);
        fingerprint.put("pictures", options.pictures());
        fingerprint.put("side", options.side());
        fingerprint.put("codec", codec);
        return fingerprint;
    }

    private void putPictures(Course course, PhotoSplit photos) {
        put("photos", photos.training().size());
        put("photo names", names(photos.training()));
        put("zoom", course.crops().zoomLow() + ":" + course.crops().zoomHigh());
        put("seed", course.seed());
        put("QPs", course.minQp() + ".." + course.maxQp());
    }

    /** Teachers decide the sizes. */
    private void putTeachers(List<String> teachers, View view) {
        put("teachers", String.join(" ", teachers));
        put("view", view);
    }

    private void putCourse(Course course, PhotoSplit photos) {
        put("validation photos", photos.validation().size());
        put("validation photo names", names(photos.validation()));
        put("validation crops", course.validationCrops());
        put("batch", course.batch());
        put("steps", course.steps());
        put("learning rate", course.learningRate());
        if (course.init().isPresent()) {
            put("init", course.init().get().getFileName());
            if (course.architecture().depth() > 1) {
                put("least depth", course.architecture().depth());
            }
        } else {
            put("channels", course.architecture().channels());
            put("depth", course.architecture().depth());
            put("initial low-pass", course.initialLowpass());
        }
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

    /** Short, for a file's name: equal where all values are. */
    String digest() {
        return Integer.toHexString(values.hashCode());
    }

    /** By name. */
    Map<String, String> values() {
        return values;
    }
}
