package org.mvjpeg.evaluation.run;

import java.io.IOException;
import java.nio.file.Path;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.NetworkException;
import org.mvjpeg.evaluation.networks.VisionTask;
import org.mvjpeg.sets.internal.Digests;

/**
 * A network that takes part in a run.
 *
 * @param name what reports call it
 * @param description how it is run
 * @param key of its files and all of its description: equal keys, equal answers
 */
public record NamedNetwork(String name, NetworkDescription description, String key) {
    private static final String HELD_OUT = " (held out)";

    /**
     * Reads a description; the network is called as the JSON file is, without the suffix.
     *
     * @param folder what the files that it names are relative to
     * @throws NetworkException naming file and field if the description is wrong
     * @throws IOException if the network's files cannot be read
     */
    public static NamedNetwork read(Path json, Path folder) throws IOException {
        NetworkDescription description = NetworkDescription.read(json, folder);
        String file = json.getFileName().toString();
        String name = file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
        Digests digests = new Digests().add(description.file());
        if (description.weights().isPresent()) {
            digests.add(description.weights().get());
        }
        digests.add(description.width() + "x" + description.height())
                .add(description.normalisation().toString())
                .add(description.resize().toString())
                .add(description.output().toString())
                .add(description.classes() + " classes")
                .add(description.suppression().toString());
        return new NamedNetwork(name, description, digests.hex());
    }

    /** The same network, which reports call held out: no arm was trained with it. */
    public NamedNetwork heldOut() {
        return new NamedNetwork(name + HELD_OUT, description, key);
    }

    /** Whether it is {@link #heldOut}. */
    public boolean isHeldOut() {
        return name.endsWith(HELD_OUT);
    }

    /** What it answers. */
    public VisionTask task() {
        return description.task();
    }
}
