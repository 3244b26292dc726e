package org.mvjpeg.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.network.PreprocessingNetwork;

/** The network that a training starts with: new, near a model, or exactly the best one of another training. */
final class InitialNetwork {
    private InitialNetwork() {}

    /** @throws IOException naming the file to start from if it is neither a model nor a checkpoint with a best network */
    static PreprocessingNetwork of(TrainingOptions options) throws IOException {
        if (options.init().isEmpty()) {
            return new PreprocessingNetwork(options.architecture(), options.seed(), options.initialLowpass());
        }
        Path file = options.init().get();
        try {
            Model model = read(file);
            return model.tensor(TrainingState.BEST + "/head.weight").isPresent()
                    ? ofCheckpoint(file)
                    : PreprocessingNetwork.of(model, options.seed());
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": not a model to start from: " + e.getMessage(), e);
        }
    }

    private static Model read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Safetensors.read(in);
        }
    }

    /** Exactly, as no table by QP is fitted. */
    private static PreprocessingNetwork ofCheckpoint(Path file) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> best =
                    Checkpoint.read(file).orElseThrow().groups().get(TrainingState.BEST);
            int depth = 0;
            while (best.containsKey("body." + depth + ".weight")) {
                depth++;
            }
            Architecture architecture =
                    new Architecture((int) best.get("head.weight").size(0), depth);
            PreprocessingNetwork network = new PreprocessingNetwork(architecture, 0, 0);
            try {
                network.load(best);
                return network;
            } catch (RuntimeException e) {
                network.close();
                throw e;
            }
        }
    }
}
