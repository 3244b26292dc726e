package org.mvjpeg.tests;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What the other decoders get to see. */
final class InteropPictures {
    private InteropPictures() {}

    /** Even and odd sizes down to one pixel, with and without alpha, with a profile. */
    static Stream<Named<BufferedImage>> all() {
        Stream<Named<BufferedImage>> sizes = Stream.of(
                        new int[] {128, 96}, new int[] {71, 43}, new int[] {64, 33}, new int[] {1, 1}, new int[] {3, 2})
                .flatMap(size -> Stream.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB)
                        .map(type -> Named.of(
                                size[0] + "x" + size[1] + (type == BufferedImage.TYPE_INT_ARGB ? " alpha" : ""),
                                Pictures.draw(size[0], size[1], type))));
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        Named<BufferedImage> profiled =
                Named.of("profile", Pictures.component(90, 50, linear, false, DataBuffer.TYPE_BYTE));
        return Stream.concat(sizes, Stream.of(profiled));
    }
}
