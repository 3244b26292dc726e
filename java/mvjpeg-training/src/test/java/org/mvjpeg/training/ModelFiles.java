package org.mvjpeg.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.training.network.PreprocessingNetwork;

/** What trainings wrote. */
public final class ModelFiles {
    private ModelFiles() {}

    /** How many body layers a model has. */
    public static int depth(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                PreprocessingNetwork network = PreprocessingNetwork.of(Safetensors.read(in), 1)) {
            return network.architecture().depth();
        }
    }
}
