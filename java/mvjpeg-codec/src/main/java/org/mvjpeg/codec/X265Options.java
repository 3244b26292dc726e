package org.mvjpeg.codec;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The x265 options that mean something for a still picture. FFmpeg only warns about a name or value that x265 does not know, so a
 * typo would pass in silence.
 */
final class X265Options {
    private static final Pattern FLAG = Pattern.compile("[01]");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern OFFSETS = Pattern.compile("[01]|-?[0-6],-?[0-6]");
    private static final Pattern SCALING_LIST = Pattern.compile("off|default");

    private static final Map<String, Pattern> FORMS = new HashMap<>();

    static {
        forms(
                FLAG,
                "constrained-intra",
                "cu-lossless",
                "early-skip",
                "fast-intra",
                "hevc-aq",
                "high-tier",
                "limit-sao",
                "lowpass-dct",
                "rd-refine",
                "sao",
                "sao-non-deblock",
                "signhide",
                "ssim-rd",
                "strong-intra-smoothing",
                "tskip",
                "tskip-fast",
                "wpp");
        forms(
                INTEGER,
                "aq-mode",
                "cbqpoffs",
                "crqpoffs",
                "ctu",
                "limit-tu",
                "max-tu-size",
                "min-cu-size",
                "nr-intra",
                "qg-size",
                "rd",
                "rdoq-level",
                "rdpenalty",
                "rskip",
                "selective-sao",
                "slices",
                "tu-intra-depth");
        forms(DECIMAL, "aq-strength", "psy-rd", "psy-rdoq");
        forms(OFFSETS, "deblock");
        forms(SCALING_LIST, "scaling-list");
    }

    /** Options that x265 has but that the pipeline decides: rate, structure, threads, colour. */
    private static final Set<String> OWN = Set.of(
            "bitrate",
            "chromaloc",
            "colormatrix",
            "colorprim",
            "crf",
            "frame-threads",
            "info",
            "ipratio",
            "keyint",
            "log-level",
            "lossless",
            "open-gop",
            "pools",
            "preset",
            "profile",
            "qcomp",
            "qp",
            "qpmax",
            "qpmin",
            "range",
            "repeat-headers",
            "total-frames",
            "transfer",
            "tune");

    /** Options with which a context is for one picture. */
    private static final Set<String> ONE_PICTURE =
            Set.of("cbqpoffs", "crqpoffs", "deblock", "nr-intra", "selective-sao", "slices", "wpp");

    private X265Options() {}

    private static void forms(Pattern form, String... names) {
        for (String name : names) {
            FORMS.put(name, form);
        }
    }

    /** @return the value @throws IllegalArgumentException if name or value is not allowed */
    static String checked(String name, String value) {
        if (OWN.contains(name)) {
            throw new IllegalArgumentException("x265 option " + name + " is decided by the pipeline");
        }
        Pattern form = FORMS.get(name);
        if (form == null) {
            throw new IllegalArgumentException(
                    "unknown x265 option " + name + "; known are " + new TreeSet<>(FORMS.keySet()));
        }
        if (value == null || !form.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "value " + value + " of x265 option " + name + " has not the form " + form);
        }
        return value;
    }

    /**
     * Whether x265 takes offsets of blocks, given expert options: only with adaptive quantisation, and FFmpeg counts the blocks as x265 does only
     * where that fills pictures up to 8 samples.
     */
    static boolean allowFractions(Map<String, String> options) {
        return Integer.parseInt(options.getOrDefault("aq-mode", "1")) > 0
                && Double.parseDouble(options.getOrDefault("aq-strength", "1")) > 0
                && Integer.parseInt(options.getOrDefault("min-cu-size", "8")) <= 8;
    }

    /** Whether no expert option makes a picture depend on those before it, or changes what is in the slice's header. */
    static boolean allowReuse(Map<String, String> options) {
        return Collections.disjoint(options.keySet(), ONE_PICTURE);
    }

    static Set<String> names() {
        return Set.copyOf(FORMS.keySet());
    }
}
