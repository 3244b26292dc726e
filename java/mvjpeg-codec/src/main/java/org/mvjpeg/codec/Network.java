package org.mvjpeg.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.kernel.Safetensors;

/**
 * Which network a kernel runs; neither of the two for none.
 *
 * @param shipped one that comes with the kernel, {@code null} for another
 * @param file of one that the user has, {@code null} for another
 */
record Network(Shipped shipped, Path file) {
    /** Colour conversion alone. */
    static final Network NONE = new Network(null, null);

    /** The networks that come with the kernel. */
    private enum Shipped {
        MACHINE("profile machine", Models::machine),
        DETECTION("profile detection", Models::detection),
        HUMAN("profile human", Models::human),
        JPEG("profile machine before other encoders", Models::jpeg),
        FILTER_FIDELITY("post filter fidelity", Models::filterFidelity),
        FILTER_MACHINE("post filter machine", Models::filterMachine),
        FILTER_JPEG("post filter fidelity of JPEG pictures", Models::filterJpeg);

        private final String use;
        private final Supplier<Model> model;

        Shipped(String use, Supplier<Model> model) {
            this.use = use;
            this.model = model;
        }
    }

    /**
     * Before our encoder: a file's, or the profile's own.
     *
     * @param small whether vision networks look at the picture without shrinking it; what they look at as it is, they need as people do
     */
    static Network preprocessing(EncoderOptions options, boolean small) {
        return switch (options.profile()) {
            case OFF -> NONE;
            case HUMAN -> of(options.model(), Shipped.HUMAN);
            case MACHINE -> of(options.model(), small ? Shipped.HUMAN : Shipped.MACHINE);
            case DETECTION -> of(options.model(), small ? Shipped.HUMAN : Shipped.DETECTION);
        };
    }

    /** The same before an encoder that is not ours, of JPEG for one, for pictures of all sizes. */
    static Network beforeOthers(EncoderOptions options) {
        return options.profile() == Profile.MACHINE ? of(options.model(), Shipped.JPEG) : preprocessing(options, false);
    }

    /** Behind the decoder of HEVC: a file's, or the post filter's own. */
    static Network postFilter(DecoderOptions options) {
        return switch (options.postFilter()) {
            case OFF -> NONE;
            case FIDELITY -> of(options.postFilterModel(), Shipped.FILTER_FIDELITY);
            case MACHINE -> of(options.postFilterModel(), Shipped.FILTER_MACHINE);
        };
    }

    /** Behind a decoder of JPEG. @throws IllegalArgumentException for {@link PostFilter#MACHINE} without a file */
    static Network jpegPostFilter(DecoderOptions options) {
        if (options.postFilter() == PostFilter.OFF) {
            return NONE;
        }
        if (options.postFilter() == PostFilter.MACHINE
                && options.postFilterModel().isEmpty()) {
            throw new IllegalArgumentException(
                    "post filter machine has no network for JPEG pictures; fidelity has, or a model may be given");
        }
        return of(options.postFilterModel(), Shipped.FILTER_JPEG);
    }

    private static Network of(Optional<Path> file, Shipped otherwise) {
        return file.map(path -> new Network(null, path)).orElse(new Network(otherwise, null));
    }

    /** @throws CodecException if it is not there, or the file holds no network that the kernel takes */
    Kernel load(String target) {
        if (this.equals(NONE)) {
            return Kernel.converter(target);
        }
        return file == null ? loadShipped(target) : loadFile(target);
    }

    private Kernel loadShipped(String target) {
        try {
            return Kernel.load(target, shipped.model.get());
        } catch (UncheckedIOException e) {
            throw new CodecException(shipped.use + ": " + e.getCause().getMessage(), e);
        }
    }

    private Kernel loadFile(String target) {
        try (InputStream in = Files.newInputStream(file)) {
            return Kernel.load(target, Safetensors.read(in));
        } catch (IOException | IllegalArgumentException e) {
            throw new CodecException("model " + file + ": " + e.getMessage(), e);
        }
    }
}
