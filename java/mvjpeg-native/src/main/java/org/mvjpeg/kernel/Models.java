package org.mvjpeg.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The models that are shipped. */
public final class Models {
    private Models() {}

    /** For vision networks that look at pictures smaller than they are. */
    public static Model machine() {
        return resource("machine.safetensors");
    }

    /** For detectors that look at pictures smaller than they are. */
    public static Model detection() {
        return resource("detection.safetensors");
    }

    /** For people, and for vision networks that look at pictures as large as they are: changes are kept small. */
    public static Model human() {
        return resource("human.safetensors");
    }

    /** For vision networks, before encoders that are not ours; set by hand. */
    public static Model jpeg() {
        return resource("jpeg.safetensors");
    }

    /** Behind a decoder of HEVC: nearer to the picture that was coded. @throws UncheckedIOException if it is not in this jar */
    public static Model filterFidelity() {
        return resource("filter-fidelity.safetensors");
    }

    /** Behind a decoder of HEVC, for vision networks. @throws UncheckedIOException if it is not in this jar */
    public static Model filterMachine() {
        return resource("filter-machine.safetensors");
    }

    /** Behind a decoder of JPEG: nearer to the picture that was coded. @throws UncheckedIOException if it is not in this jar */
    public static Model filterJpeg() {
        return resource("filter-jpeg.safetensors");
    }

    private static Model resource(String name) {
        try (InputStream in = Models.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the resource " + name + " is missing from the jar");
            }
            return Safetensors.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
