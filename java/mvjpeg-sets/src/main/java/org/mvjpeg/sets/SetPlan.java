package org.mvjpeg.sets;

import java.util.List;

/**
 * How the pictures of a set are to be coded.
 *
 * @param options what was asked for
 * @param shares of all pictures that could be measured, in their order, at least 1
 * @param skipped the others
 * @param budget bytes that the shares may take together
 * @param slope quality per byte that all pictures were cut at; 0 where each has its best point
 */
public record SetPlan(SetOptions options, List<Share> shares, List<SkippedPicture> skipped, long budget, double slope) {
    /** Copies the lists. */
    public SetPlan {
        shares = List.copyOf(shares);
        skipped = List.copyOf(skipped);
    }

    /** Bytes of all files, never more than the budget. */
    public long bytes() {
        return shares.stream().mapToLong(share -> share.point().bytes()).sum();
    }

    /** Pixels of all pictures. */
    public long pixels() {
        return shares.stream().mapToLong(Share::pixels).sum();
    }

    /** Bits of all files per pixel of all pictures. */
    public double bitsPerPixel() {
        return 8.0 * bytes() / pixels();
    }

    /** Mean of the pictures' quality. */
    public double meanQuality() {
        return shares.stream()
                .mapToDouble(share -> share.point().quality())
                .average()
                .orElseThrow();
    }

    /** Share of the budget that is not spent, 0 to 1. */
    public double left() {
        return 1 - (double) bytes() / budget;
    }

    /** Whether the budget exceeds what the set can use: every picture has its best point. */
    public boolean isBest() {
        return shares.stream()
                .allMatch(share -> share.point().equals(share.curve().best()));
    }
}
