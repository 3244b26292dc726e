package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.NetworkException;
import org.mvjpeg.training.loss.Judge;
import org.mvjpeg.training.onnx.Teacher;
import org.mvjpeg.training.proxy.TaskLoss;

/** Loads the teachers. */
final class Judges implements AutoCloseable {
    private final List<Judge> judges = new ArrayList<>();

    private Judges() {}

    /** @throws IOException naming the description or network that cannot be used, and why */
    static Judges load(List<Path> descriptions, double featureWeight) throws IOException {
        Judges loaded = new Judges();
        try {
            for (Path description : descriptions) {
                loaded.judges.add(load(description, featureWeight));
            }
            return loaded;
        } catch (IOException | RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    private static Judge load(Path json, double featureWeight) throws IOException {
        try {
            NetworkDescription description = NetworkDescription.read(json);
            String file = description.file().getFileName().toString();
            return new Judge(file.replaceFirst("\\.[^.]*$", ""), Teacher.load(description), featureWeight);
        } catch (NetworkException e) {
            throw new IOException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(json + ": " + e.getMessage(), e);
        }
    }

    List<Judge> list() {
        return List.copyOf(judges);
    }

    /** What a judge sees a picture lose, both in the colours that a decoder shows. */
    static TaskLoss task(Judge judge) {
        return (original, decoded) -> judge.distance(judge.look(Colours.rgb(original)), Colours.rgb(decoded));
    }

    List<String> names() {
        return judges.stream().map(Judge::name).toList();
    }

    @Override
    public void close() {
        judges.forEach(Judge::close);
    }
}
