package org.mvjpeg.codec;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of values that options of more than one kind have. */
final class OptionValues {
    private OptionValues() {}

    /** @throws IllegalArgumentException naming the value and the limits */
    static int checked(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + min + ".." + max);
        }
        return value;
    }

    /** A model's file by its absolute path. @throws IllegalArgumentException if it cannot be read */
    static Path readable(Path model) {
        if (!Files.isReadable(model) || Files.isDirectory(model)) {
            throw new IllegalArgumentException("model " + model + " is not a file that can be read");
        }
        return model.toAbsolutePath().normalize();
    }
}
