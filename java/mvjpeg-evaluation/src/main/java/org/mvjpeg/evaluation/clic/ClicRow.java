package org.mvjpeg.evaluation.clic;

import java.util.List;
import java.util.Optional;

/**
 * A line of the comparison.
 *
 * @param way how the budget was spent
 * @param filter that the files were shown through; empty for plain decoding
 * @param outcomes one for each picture
 */
public record ClicRow(Way way, Optional<FilterChoice> filter, List<Outcome> outcomes) {
    /** Copies the list. */
    public ClicRow {
        outcomes = List.copyOf(outcomes);
    }

    /** What tables call the decoder. */
    public String decoder() {
        return filter.map(FilterChoice::name).orElse("plain");
    }

    /** Bytes of all files. */
    public long bytes() {
        return outcomes.stream().mapToLong(Outcome::bytes).sum();
    }

    /** Bits of all files for each pixel of all pictures. */
    public double bitsPerPixel() {
        return 8.0 * bytes() / pixels();
    }

    /** Milliseconds of decoding for each megapixel. */
    public double decodeMillisPerMegapixel() {
        return 1e6 * outcomes.stream().mapToDouble(Outcome::decodeMillis).sum() / pixels();
    }

    private long pixels() {
        return outcomes.stream().mapToLong(Outcome::pixels).sum();
    }
}
