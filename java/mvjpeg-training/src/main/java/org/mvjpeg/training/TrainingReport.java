package org.mvjpeg.training;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mvjpeg.kernel.Model;

/** What a training came to: the model's metadata, and a report for programs and for people. */
final class TrainingReport {
    private static final String SHIPS = "ships at QP";

    private final Fingerprint options;
    private final TrainingState state;
    private final List<ShipRule.Verdict> verdicts;
    private final Set<Integer> shipping;

    TrainingReport(Fingerprint options, TrainingState state, List<ShipRule.Verdict> verdicts, Set<Integer> shipping) {
        this.options = options;
        this.state = state;
        this.verdicts = verdicts;
        this.shipping = shipping;
    }

    /** For the model file. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>(options.values());
        metadata.put("best step", Integer.toString(state.bestStep()));
        metadata.put("seconds", String.format(Locale.ROOT, "%.0f", state.seconds()));
        metadata.put("gain by QP", gains());
        metadata.put(SHIPS, shipping.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        metadata.put("proxy gate", state.gate());
        return metadata;
    }

    /**
     * The QPs at which a trained model ships.
     *
     * @param metadata of the model
     * @return empty of a model that was not trained
     * @throws IllegalArgumentException if they are no numbers
     */
    static Optional<Set<Integer>> shipping(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(SHIPS))
                .map(qps -> qps.isEmpty()
                        ? Set.of()
                        : Arrays.stream(qps.split(" ")).map(Integer::valueOf).collect(Collectors.toUnmodifiableSet()));
    }

    private String gains() {
        return verdicts.stream()
                .map(verdict -> String.format(
                        Locale.ROOT,
                        "%d: %+.4f (%+.4f to %+.4f)",
                        verdict.qp(),
                        verdict.interval().estimate(),
                        verdict.interval().low(),
                        verdict.interval().high()))
                .collect(Collectors.joining(", "));
    }

    /** Writes the model and both reports. */
    void write(Path folder, Model model, Path file) throws IOException {
        AtomicFiles.write(file, model);
        AtomicFiles.write(
                folder.resolve("training-report.json"),
                (JsonWriter.indent("  ").string().value(json()).done() + "\n").getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(
                folder.resolve("training-report.html"),
                new ReportPage(metadata(), state.history()).html().getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject json() {
        JsonObject json = new JsonObject();
        json.put("options", new JsonObject(options.values()));
        json.put("steps", state.step());
        json.put("seconds", state.seconds());
        json.put("best_step", state.bestStep());
        json.put("proxy_gate", state.gate());
        JsonArray array = new JsonArray();
        for (ShipRule.Verdict verdict : verdicts) {
            JsonObject object = new JsonObject();
            object.put("qp", verdict.qp());
            object.put("gain", verdict.interval().estimate());
            object.put("gain_low", verdict.interval().low());
            object.put("gain_high", verdict.interval().high());
            object.put("ships", verdict.ships());
            array.add(object);
        }
        json.put("ship_rule", array);
        json.put("ships_at", new JsonArray(List.copyOf(shipping)));
        json.put("validations", state.history().validationsArray());
        return json;
    }
}
