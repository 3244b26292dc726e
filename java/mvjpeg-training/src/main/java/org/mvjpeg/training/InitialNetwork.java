package org.mvjpeg.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.training.network.PreprocessingNetwork;

/** The network that a training starts with: new, near a model, or exactly the best one of another training. */
final class InitialNetwork {
    private InitialNetwork() {}

    /** @throws IOException naming the file to start from if it is neither a model nor a checkpoint with a best network */
    static PreprocessingNetwork of(Course course) throws IOException {
        if (course.init().isEmpty()) {
            return new PreprocessingNetwork(course.architecture(), course.seed(), course.initialLowpass());
        }
        return read(course.init().get(), course.seed());
    }

    /**
     * The network of a model file, nearly, or exactly the best one of a training's checkpoint.
     *
     * @param seed of what a model does not determine
     * @throws IOException naming the file if it is neither
     */
    static PreprocessingNetwork read(Path file, long seed) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                PointerScope scope = new PointerScope()) {
            Model model = Safetensors.read(in);
            return Checkpoint.has(model, TrainingState.BEST)
                    ? PreprocessingNetwork.of(Checkpoint.of(model).groups().get(TrainingState.BEST))
                    : PreprocessingNetwork.of(model, seed);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": not a model to start from: " + e.getMessage(), e);
        }
    }
}
