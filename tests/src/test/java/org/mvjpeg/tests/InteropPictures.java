package org.mvjpeg.tests;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Named;

/** What the other decoders get to see. */
final class InteropPictures {
    private InteropPictures() {}

    /** Even and odd sizes down to one pixel, with and without alpha, of 8 and of 16 bits, with a profile. */
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
        return Stream.of(sizes, deep(128, 96), deep(71, 43), deep(2, 3), Stream.of(profiled))
                .flatMap(pictures -> pictures);
    }

    private static Stream<Named<BufferedImage>> deep(int width, int height) {
        ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        return Stream.of(false, true)
                .map(alpha -> Named.of(
                        width + "x" + height + " 16 bit" + (alpha ? " alpha" : ""),
                        Pictures.component(width, height, srgb, alpha, DataBuffer.TYPE_USHORT)));
    }

    /** What a grid of tiles of at most 256 pixels makes of: whole and cut tiles, odd sizes, one column, alpha, a profile. */
    static Stream<Named<BufferedImage>> forTiles() {
        Stream<Named<BufferedImage>> sizes = Stream.of(
                        new int[] {512, 256}, new int[] {301, 259}, new int[] {65, 513}, new int[] {700, 3})
                .flatMap(size -> Stream.of(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB)
                        .map(type -> Named.of(
                                size[0] + "x" + size[1] + (type == BufferedImage.TYPE_INT_ARGB ? " alpha" : ""),
                                Pictures.draw(size[0], size[1], type))));
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        Named<BufferedImage> profiled =
                Named.of("profile", Pictures.component(290, 270, linear, false, DataBuffer.TYPE_BYTE));
        return Stream.of(sizes, deep(301, 259), Stream.of(profiled)).flatMap(pictures -> pictures);
    }

    /** The file of a picture in tiles. */
    static byte[] encodeTiled(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("mvjpeg").next();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(256, 256, 0, 0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
            return bytes.toByteArray();
        } finally {
            writer.dispose();
        }
    }
}
