package org.mvjpeg.evaluation.arms;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.Device;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.Precision;
import org.mvjpeg.codec.Profile;

/**
 * One way to code pictures.
 *
 * @param name what tables call it
 * @param description what it is, one sentence
 * @param coder what writes the files
 * @param options of our encoder but for the QP, which varies; before a JPEG writer, whose quality varies, of the preprocessing network,
 *     and empty for none
 * @param filter applied to the picture first
 * @param decoder how its files are decoded: as every decoder shows them, or through a post filter
 */
public record Arm(
        String name,
        String description,
        Coder coder,
        Optional<EncoderOptions> options,
        PictureFilter filter,
        DecoderOptions decoder) {
    /** As every decoder shows files, whatever system properties say. */
    public static final DecoderOptions PLAIN = DecoderOptions.builder()
            .precision(Precision.EIGHT_BITS)
            .postFilter(PostFilter.OFF)
            .threads(1)
            .device(Device.AUTO)
            .build();

    /**
     * @throws IllegalArgumentException for a name that is not made of letters, digits, dot, dash, plus and underscore, or a post filter
     *     that its files cannot have
     */
    public Arm {
        if (!name.matches("[A-Za-z0-9._+-]{1,40}")) {
            throw new IllegalArgumentException("an arm is called '" + name
                    + "'; a name has 1 to 40 letters, digits, dots, dashes, pluses, underscores");
        }
        Objects.requireNonNull(coder, "coder");
        Objects.requireNonNull(filter, "filter");
        if (coder == Coder.HEVC && options.isEmpty()) {
            throw new IllegalArgumentException("the arm '" + name + "' has no options for its encoder");
        }
        if (coder == Coder.JPEG
                && decoder.postFilter() == PostFilter.MACHINE
                && decoder.postFilterModel().isEmpty()) {
            throw new IllegalArgumentException(
                    "the arm '" + name
                            + "' writes JPEG, which has no post filter 'machine'; take 'fidelity' or give post-filter-model=FILE");
        }
    }

    /** An arm whose files are decoded as every decoder shows them. */
    public Arm(String name, String description, Coder coder, Optional<EncoderOptions> options, PictureFilter filter) {
        this(name, description, coder, options, filter, PLAIN);
    }

    /** The same files through another decoder. */
    public Arm decodedWith(DecoderOptions other) {
        return new Arm(name, description, coder, options, filter, other);
    }

    /** Whether a post filter takes part. */
    public boolean hasPostFilter() {
        return decoder.postFilter() != PostFilter.OFF;
    }

    /** Whether its points are QPs; otherwise they are JPEG qualities in percent. */
    public boolean byQp() {
        return coder == Coder.HEVC;
    }

    /** A point of it as tables name it. */
    public String point(int point) {
        return (byQp() ? "QP " : "quality ") + point;
    }

    /** Everything that decides its files but point and picture, in words: equal texts, equal settings. */
    public String settings() {
        return (byQp()
                        ? hevc(options.get())
                        : "jpeg of the JDK" + options.map(Arm::before).orElse("")) + " filter=" + filter.description()
                + (hasPostFilter() ? postFilter(decoder) : "");
    }

    private static String postFilter(DecoderOptions options) {
        return " post-filter=" + lowerCase(options.postFilter())
                + options.postFilterModel()
                        .map(file -> " post-filter-model=" + file)
                        .orElse("");
    }

    private static String hevc(EncoderOptions options) {
        return "hevc" + network(options) + " speed=" + lowerCase(options.speed()) + " threads=" + options.threads()
                + " x265=" + new TreeMap<>(options.x265Options());
    }

    private static String before(EncoderOptions options) {
        return " after" + network(options);
    }

    private static String network(EncoderOptions options) {
        return " profile=" + lowerCase(options.profile())
                + options.model().map(file -> " model=" + file).orElse("");
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }

    /** Whether the preprocessing network takes part. */
    public boolean hasNetwork() {
        return options.filter(o -> o.profile() != Profile.OFF).isPresent();
    }
}
