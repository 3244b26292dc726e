package org.mvjpeg.codec;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;

/**
 * What the headers of a HEIC file say of one of its pictures, without decoding it.
 *
 * @param width after crop and orientation, pixels
 * @param height after crop and orientation, pixels
 * @param hasAlpha whether {@link MvjpegDecoder#decode} gives an alpha sample
 * @param iccProfile that the file holds, whether it can be used or not
 * @param bitDepth bits per coded sample, 8 to 16
 * @param exif from the TIFF header on, whether it can be used or not; the orientation that it tells is not to be followed
 * @param xmp packet, whether it can be used or not
 * @param colour what {@code nclx} or the VUI say of the samples; what neither says is filled in
 * @param tiles how the file divides the picture
 */
public record PictureInfo(
        int width,
        int height,
        boolean hasAlpha,
        Optional<byte[]> iccProfile,
        int bitDepth,
        Optional<byte[]> exif,
        Optional<byte[]> xmp,
        ColourDescription colour,
        Tiles tiles) {
    private static final int PQ = 16;
    private static final int HLG = 18;

    /**
     * Reads the headers of the primary picture of a whole file, within {@link MvjpegDecoder#defaultLimits()}.
     *
     * @throws HeifException if they are broken or ask for what is not supported
     */
    public static PictureInfo of(byte[] heif) throws HeifException {
        HeifFile file = HeifFile.read(heif, MvjpegDecoder.defaultLimits());
        return of(file, file.primary());
    }

    /** Reads the headers of one picture of a file. @throws HeifException if they are broken or ask for what is not supported */
    public static PictureInfo of(HeifFile file, HeifItem item) throws HeifException {
        return new PictureDecoder(file, item).info();
    }

    /** The colour space of the decoded samples: sRGB where the file says nothing else, or nothing that fits RGB. */
    public ColorSpace colorSpace() {
        return image(1, 1, Precision.EIGHT_BITS).getColorModel().getColorSpace();
    }

    /** Whether samples are for a display of high dynamic range (PQ, HLG); they are not mapped to another. */
    public boolean highDynamicRange() {
        return colour.transfer() == PQ || colour.transfer() == HLG;
    }

    /** An image of the type that the picture is decoded to. */
    BufferedImage image(int imageWidth, int imageHeight, Precision precision) {
        byte[] profile = iccProfile.or(() -> RgbProfile.of(colour)).orElse(null);
        return DecodedImages.create(imageWidth, imageHeight, layout(precision), profile);
    }

    SampleLayout layout(Precision precision) {
        return SampleLayout.of(bitDepth, hasAlpha, precision);
    }
}
