package org.mvjpeg.imageio.internal;

import java.awt.Rectangle;
import javax.imageio.ImageWriteParam;

/** What part of an image parameters ask for, the subsampling's offset taken off. */
public final class SourceRegion {
    private SourceRegion() {}

    /**
     * The region in the image's coordinates.
     *
     * @param bounds of the image
     * @throws IllegalArgumentException if no pixel is left
     */
    public static Rectangle of(ImageWriteParam param, Rectangle bounds) {
        Rectangle region = bounds;
        if (param.getSourceRegion() != null) {
            region = bounds.intersection(param.getSourceRegion());
        }
        region = new Rectangle(
                region.x + param.getSubsamplingXOffset(),
                region.y + param.getSubsamplingYOffset(),
                region.width - param.getSubsamplingXOffset(),
                region.height - param.getSubsamplingYOffset());
        if (region.isEmpty()) {
            throw new IllegalArgumentException(
                    "The source region " + param.getSourceRegion() + " with subsampling offset ("
                            + param.getSubsamplingXOffset() + ", " + param.getSubsamplingYOffset()
                            + ") has no pixel of the image " + bounds);
        }
        return region;
    }
}
