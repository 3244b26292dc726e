package org.mvjpeg.evaluation.arms;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Profile;

/**
 * One way to code pictures.
 *
 * @param name what tables call it
 * @param description what it is, one sentence
 * @param options of our encoder but for the QP, which varies; empty for the JDK's JPEG writer, whose quality varies
 * @param filter applied to the picture first
 */
public record Arm(String name, String description, Optional<EncoderOptions> options, PictureFilter filter) {
    /** @throws IllegalArgumentException for a name that is not made of letters, digits, dot, dash and underscore */
    public Arm {
        if (!name.matches("[A-Za-z0-9._-]{1,40}")) {
            throw new IllegalArgumentException(
                    "an arm is called '" + name + "'; a name has 1 to 40 letters, digits, dots, dashes, underscores");
        }
        Objects.requireNonNull(filter, "filter");
    }

    /** Whether its points are QPs; otherwise they are JPEG qualities in percent. */
    public boolean byQp() {
        return options.isPresent();
    }

    /** A point of it as tables name it. */
    public String point(int point) {
        return (byQp() ? "QP " : "quality ") + point;
    }

    /** Everything that decides its files but point and picture, in words: equal texts, equal settings. */
    public String settings() {
        String coder = options.map(o -> "hevc profile=" + o.profile().toString().toLowerCase(Locale.ROOT)
                        + o.model().map(file -> " model=" + file).orElse("") + " speed="
                        + o.speed().toString().toLowerCase(Locale.ROOT) + " threads=" + o.threads() + " x265="
                        + new TreeMap<>(o.x265Options()))
                .orElse("jpeg of the JDK");
        return coder + " filter=" + filter.description();
    }

    /** Whether the preprocessing network takes part. */
    public boolean hasNetwork() {
        return options.filter(o -> o.profile() != Profile.OFF).isPresent();
    }
}
