package org.mvjpeg.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * All that decides what an x265 context makes of a picture; equal settings share contexts.
 *
 * @param width coded size, luma samples, even, at least 16
 * @param height coded size, luma samples, even, at least 16
 * @param depth bits per sample, 8 or 10
 * @param qp quantiser of the slice, 0 to 51
 * @param tuning whom the picture is for
 * @param speed effort
 * @param threads 1 for none beside the caller's
 * @param extra further x265 options, checked by {@link X265Options}
 */
record X265Settings(
        int width, int height, int depth, int qp, Tuning tuning, Speed speed, int threads, Map<String, String> extra) {
    /** Where the bits go. */
    enum Tuning {
        MACHINE,
        HUMAN,
        ALPHA;

        /** Without the network the settings stay those for machines, so that comparisons isolate the network. */
        static Tuning of(Profile profile) {
            return profile == Profile.HUMAN ? HUMAN : MACHINE;
        }
    }

    X265Settings {
        extra = Map.copyOf(extra);
    }

    /** Luma samples that x265's planes have beside the picture's, on both sides of it together. */
    private static final int MARGIN = 64;

    /** What x265 notes of each block; as many for each byte of a sample are planes of source and reconstruction. */
    private static final int BYTES_PER_SAMPLE = 13;

    /** Of the trials of a coding tree unit, for each of its samples; as many again for each byte of one. */
    private static final int BYTES_PER_TREE_SAMPLE = 100;

    private static final long BYTES_PER_CONTEXT = 5L << 18;
    private static final long BYTES_PER_THREAD = 5L << 18;

    /**
     * Settings that pictures share whose sizes differ by less than a coding block: x265 fills blocks up and says in a conformance
     * window what is shown, which can be done for it. Each context that is opened loses memory for good (docs/server.md), so few should
     * be. Where that crosses a power of two, x265 gets larger coding tree units than for the size itself, which takes no more bytes.
     *
     * @param size of the picture
     * @param depth bits per sample, 8 or 10
     */
    static X265Settings of(CodedSize size, int depth, EncoderOptions options, Tuning tuning) {
        // An expert may ask for larger blocks.
        return exactly(options.x265Options().isEmpty() ? size.wholeBlocks() : size, depth, options, tuning);
    }

    /** Settings for this size alone. */
    private static X265Settings exactly(CodedSize size, int depth, EncoderOptions options, Tuning tuning) {
        return new X265Settings(
                size.width(),
                size.height(),
                depth,
                options.qp(),
                tuning,
                options.speed(),
                options.threads(),
                options.x265Options());
    }

    /** About how many bytes an open context and its frame hold from the second picture on; measurements are in docs/server.md. */
    long memory() {
        int treeUnit = new CodedSize(width, height).codingTreeUnit();
        return BYTES_PER_CONTEXT
                + (1 + sampleBytes()) * BYTES_PER_TREE_SAMPLE * treeUnit * treeUnit
                + (1L + sampleBytes()) * BYTES_PER_SAMPLE * (width + MARGIN) * (height + MARGIN)
                + (threads > 1 ? BYTES_PER_THREAD * threads : 0);
    }

    /** Bytes of a sample in the planes. */
    int sampleBytes() {
        return depth > Byte.SIZE ? Short.BYTES : Byte.BYTES;
    }

    /** Whether a context gives the same bytes for its second picture. */
    boolean reusable() {
        return X265Options.allowReuse(extra);
    }

    /** Whether the quantiser may have a fraction. */
    boolean hasFractions() {
        return X265Options.allowFractions(extra);
    }

    /** Whether the stream has sample adaptive offset. */
    boolean sao() {
        return extra.getOrDefault("sao", speed == Speed.FAST ? "0" : "1").equals("1");
    }

    String preset() {
        return switch (speed) {
            case FAST -> "superfast";
            case BALANCED -> "medium";
            case BEST -> "slow";
        };
    }

    /** The value of FFmpeg's {@code x265-params}. */
    String parameters() {
        Map<String, String> options = new LinkedHashMap<>();
        still(options);
        threads(options);
        rate(options);
        options.put("sao", sao() ? "1" : "0");
        options.putAll(extra);
        StringJoiner joined = new StringJoiner(":");
        options.forEach((name, value) -> joined.add(name + "=" + value));
        return joined.toString();
    }

    /** One frame of a closed group, or x265 signals the range extensions profile; nothing in the stream but the picture. */
    private static void still(Map<String, String> options) {
        options.put("total-frames", "1");
        options.put("open-gop", "0");
        options.put("info", "0");
        options.put("vui-timing-info", "0");
        options.put("log-level", "none");
    }

    /**
     * Without any task for a pool x265 makes none. {@code pools=none} says the same, but x265 copies that word four times for each
     * context and frees none of them; it stays for the expert who asks for wavefronts.
     */
    private void threads(Map<String, String> options) {
        if (threads > 1) {
            options.put("pools", Integer.toString(threads));
        } else if (extra.containsKey("wpp")) {
            options.put("pools", "none");
        } else {
            options.put("wpp", "0");
            options.put("pmode", "0");
            options.put("pme", "0");
            options.put("lookahead-slices", "0");
        }
        options.put("frame-threads", "1");
    }

    /**
     * Constant QP turns adaptive quantisation off in x265, so the tunings that want it use constant rate factor with its
     * complexity terms neutral: qcomp 1 makes the slice QP the rate factor itself, ipratio 1 keeps intra pictures there.
     */
    private void rate(Map<String, String> options) {
        options.put("crf", Integer.toString(qp));
        options.put("qcomp", "1.0");
        options.put("ipratio", "1.0");
        // Mode 1 refines what is flat in absolute terms, so white stays white at every QP; x265's default, 2, only
        // compares.
        options.put("aq-mode", "1");
        options.put("aq-strength", "1.0");
        switch (tuning) {
            case MACHINE -> machine(options);
            case HUMAN -> options.put("psy-rd", "2.0");
            case ALPHA -> {
                options.put("psy-rd", "0");
                options.put("rdoq-level", "2");
            }
        }
    }

    /** Psychovisual rate-distortion helps vision networks too; RDOQ removes the detail that they look at. */
    private void machine(Map<String, String> options) {
        options.put("psy-rd", "2.0");
        options.put("rdoq-level", "0");
        if (speed == Speed.BEST) {
            // Most of what makes the preset slow is RDOQ; this is what is left to be gained.
            options.put("rd", "6");
            options.put("tu-intra-depth", "3");
            options.put("tskip", "1");
        }
    }
}
