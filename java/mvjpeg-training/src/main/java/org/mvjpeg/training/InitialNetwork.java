package org.mvjpeg.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.training.network.PreprocessingNetwork;

/**
 * The network of a file that something starts with.
 *
 * @param network near a model, or exactly the best one of a training's checkpoint
 * @param metadata of the model; none of a checkpoint
 */
record InitialNetwork(PreprocessingNetwork network, Map<String, String> metadata) {
    /** A new network, or the one of the file that the training starts with, deepened if more layers are asked for. @throws IOException as {@link #read} */
    static PreprocessingNetwork of(Course course) throws IOException {
        if (course.init().isEmpty()) {
            return new PreprocessingNetwork(course.architecture(), course.seed(), course.initialLowpass());
        }
        PreprocessingNetwork network = read(course.init().get(), course.seed()).network();
        int depth = course.architecture().depth();
        if (depth <= network.architecture().depth()) {
            return network;
        }
        try (network) {
            return network.deepened(depth);
        }
    }

    /**
     * Reads a file.
     *
     * @param seed of what a model does not determine
     * @throws IOException naming the file if it is neither a model nor a checkpoint with a best network
     */
    static InitialNetwork read(Path file, long seed) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                PointerScope scope = new PointerScope()) {
            Model model = Safetensors.read(in);
            return Checkpoint.has(model, TrainingState.BEST)
                    ? new InitialNetwork(
                            PreprocessingNetwork.of(
                                    Checkpoint.of(model).groups().get(TrainingState.BEST)),
                            Map.of())
                    : new InitialNetwork(PreprocessingNetwork.of(model, seed), model.metadata());
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": not a model to start from: " + e.getMessage(), e);
        }
    }
}
