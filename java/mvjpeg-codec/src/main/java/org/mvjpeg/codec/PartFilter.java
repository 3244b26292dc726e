package org.mvjpeg.codec;

import org.mvjpeg.kernel.Planes;

/** The post filter on decoded parts of 4:2:0 and 4:0:0, by the quantiser of each; others stay as they are. */
final class PartFilter {
    private final Kernels kernels;
    private final DecoderOptions options;

    PartFilter(Kernels kernels, DecoderOptions options) {
        this.kernels = kernels;
        this.options = options;
    }

    /**
     * A part as it is to be shown.
     *
     * @param decoded is returned, or closed
     * @throws CodecException if there is no such network, or the kernel fails
     */
    DecodedPart apply(DecodedPart decoded) {
        YuvPicture picture = decoded.picture();
        if (options.postFilter() == PostFilter.OFF || !takes(picture)) {
            return decoded;
        }
        try (decoded) {
            WholePlanes filtered = filter(picture, Math.max(0, decoded.qp()));
            return new DecodedPart(picture.with(filtered.planes()), decoded.qp(), filtered::close);
        }
    }

    private static boolean takes(YuvPicture picture) {
        return (picture.monochrome() || picture.shiftX() == 1 && picture.shiftY() == 1)
                && picture.width() <= Pixels.MAX_SIDE
                && picture.height() <= Pixels.MAX_SIDE
                && (long) picture.width() * picture.height() <= Pixels.MAX_PIXELS;
    }

    private WholePlanes filter(YuvPicture picture, int qp) {
        Kernels.load();
        if (picture.depth() == Byte.SIZE && !picture.monochrome()) {
            return filter(picture.planes(), qp);
        }
        try (WholePlanes before = RoundedPlanes.of(picture)) {
            WholePlanes after = filter(before.planes(), qp);
            if (picture.depth() == Byte.SIZE) {
                return after;
            }
            try (after) {
                return RoundedPlanes.change(picture, before, after);
            }
        }
    }

    private WholePlanes filter(Planes decoded, int qp) {
        return WholePlanes.filled(
                decoded.width(),
                decoded.height(),
                Byte.BYTES,
                filtered -> kernels.filter(NetworkRun.postFilter(options, qp), decoded, filtered.planes()));
    }
}
