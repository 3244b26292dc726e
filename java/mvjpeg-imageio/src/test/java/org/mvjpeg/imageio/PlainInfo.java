package org.mvjpeg.imageio;

import java.util.Optional;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.Tiles;
import org.mvjpeg.heif.ColourDescription;

/** What is said of pictures in one piece, in the colours that a file means which says nothing of them. */
final class PlainInfo {
    private static final ColourDescription COLOUR = new ColourDescription(1, 13, 6, false);

    private PlainInfo() {}

    /** All arrays may be {@code null}. */
    static PictureInfo of(int width, int height, boolean alpha, byte[] icc, int bitDepth, byte[] exif, byte[] xmp) {
        return new PictureInfo(
                width,
                height,
                alpha,
                Optional.ofNullable(icc),
                bitDepth,
                Optional.ofNullable(exif),
                Optional.ofNullable(xmp),
                COLOUR,
                new Tiles(0, 0, width, height));
    }
}
