package org.mvjpeg.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The models that are shipped. */
public final class Models {
    /**
     * Short side, pixels, up to which pictures are not for {@link #machine()}: vision networks take 200 to 640 pixels, so they look at
     * every pixel of a small picture, and what a larger one loses when it is resized for them, a small one needs.
     */
    public static final int MACHINE_SMALL_SIDE = 320;

    private Models() {}

    /** For vision networks that see a picture reduced; for pictures whose short side is above {@link #MACHINE_SMALL_SIDE}. */
    public static Model machine() {
        return resource("machine.safetensors");
    }

    /** For people: changes are kept small. */
    public static Model human() {
        return resource("human.safetensors");
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
