package org.mvjpeg.evaluation.clic;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.Coder;

/**
 * A post filter that files are shown through, besides plain decoding.
 *
 * @param kind which one
 * @param model a network of one's own; empty for the shipped one
 */
public record FilterChoice(Kind kind, Optional<Path> model) {
    /** The filters there are. */
    public enum Kind {
        /** Of HEVC files, for people's measures. */
        FIDELITY(Coder.HEVC, PostFilter.FIDELITY),
        /** Of HEVC files, for vision networks. */
        MACHINE(Coder.HEVC, PostFilter.MACHINE),
        /** Of JPEG files. */
        JPEG(Coder.JPEG, PostFilter.FIDELITY);

        private final Coder coder;
        private final PostFilter filter;

        Kind(Coder coder, PostFilter filter) {
            this.coder = coder;
            this.filter = filter;
        }
    }

    /** Reads {@code NAME[=FILE]}. @throws IllegalArgumentException if there is no such filter, or the file cannot be read */
    public static FilterChoice parse(String text) {
        String[] parts = text.split("=", 2);
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.name().equalsIgnoreCase(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + parts[0] + "' is none of "
                        + Arrays.stream(Kind.values())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
        FilterChoice choice =
                new FilterChoice(kind, parts.length < 2 ? Optional.empty() : Optional.of(Path.of(parts[1])));
        choice.options();
        return choice;
    }

    /** What tables call it. */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is for the files of an arm. */
    boolean fits(Arm arm) {
        return arm.coder() == kind.coder;
    }

    DecoderOptions options() {
        DecoderOptions.Builder options = Arm.PLAIN.toBuilder().postFilter(kind.filter);
        model.ifPresent(options::postFilterModel);
        return options.build();
    }
}
