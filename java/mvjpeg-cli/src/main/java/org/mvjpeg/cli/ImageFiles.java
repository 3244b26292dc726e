package org.mvjpeg.cli;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.evaluation.data.WholePictures;
import org.mvjpeg.imageio.MvjpegMetadata;

/** Reads pictures through ImageIO; says clearly why one cannot be read. */
final class ImageFiles {
    private ImageFiles() {}

    /** Reads the first picture of a file. @throws IOException whose message is fit for the user */
    static Picture read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileFailure("is a folder");
        }
        if (!Files.exists(file)) {
            throw new FileFailure("no such file");
        }
        if (!Files.isReadable(file)) {
            throw new FileFailure("permission denied");
        }
        if (Files.isRegularFile(file) && Files.size(file) == 0) {
            throw new FileFailure("the file is empty");
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new FileFailure("not a picture that ImageIO reads here");
            }
            return read(readers.next(), in);
        }
    }

    private static Picture read(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, false);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width < 1 || height < 1) {
                throw new FileFailure("the picture is " + width + "x" + height + ", the least is 1x1");
            }
            if (width > Pixels.MAX_SIDE || height > Pixels.MAX_SIDE) {
                throw new FileFailure(
                        "the picture is " + width + "x" + height + ", the largest side is " + Pixels.MAX_SIDE);
            }
            if ((long) width * height > Pixels.MAX_PIXELS) {
                throw new FileFailure(
                        "the picture is " + width + "x" + height + ", the most pixels are " + Pixels.MAX_PIXELS);
            }
            IIOMetadata found = metadata(reader);
            MvjpegMetadata metadata =
                    found == null ? MvjpegMetadata.of((ImageTypeSpecifier) null) : MvjpegMetadata.of(found, null);
            BufferedImage image = WholePictures.read(reader, asItIs(reader, width, height));
            return new Picture(image, metadata);
        } catch (FileFailure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Readers answer broken files with any kind of exception.
            throw new FileFailure("broken or not supported: " + Reasons.of(e), e);
        } finally {
            reader.dispose();
        }
    }

    /**
     * Has the pixels read in the file's colour space and depth: the JDK's JPEG reader would convert them to sRGB, ours would round them to 8
     * bits.
     */
    private static ImageReadParam asItIs(ImageReader reader, int width, int height) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        List<ImageTypeSpecifier> types = new ArrayList<>();
        reader.getImageTypes(0).forEachRemaining(types::add);
        ImageTypeSpecifier raw = reader.getRawImageType(0);
        if (types.indexOf(raw) > 0 && raw.getBitsPerBand(0) > Byte.SIZE) {
            param.setDestination(raw.createBufferedImage(width, height));
            return param;
        }
        for (ImageTypeSpecifier type : types) {
            ColorSpace space = type.getColorModel().getColorSpace();
            if (space instanceof ICC_ColorSpace && space.getType() == ColorSpace.TYPE_RGB) {
                if (!space.isCS_sRGB() && type.getNumBands() == 3) {
                    // Asked for by type it refuses profiles that Java rewrites on first use.
                    param.setDestination(type.createBufferedImage(width, height));
                }
            }
        }
        return param;
    }

    private static IIOMetadata metadata(ImageReader reader) {
        try {
            return reader.getImageMetadata(0);
        } catch (IOException | RuntimeException e) {
            // A picture with strange metadata still is a picture.
            return null;
        }
    }
}
