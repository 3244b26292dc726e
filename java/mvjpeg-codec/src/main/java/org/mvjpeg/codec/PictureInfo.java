package org.mvjpeg.codec;

import java.awt.color.ColorSpace;
import java.util.Optional;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.ItemProperty;

/**
 * What the headers of a HEIC file say of its primary picture, without decoding it.
 *
 * @param width after crop and orientation, pixels
 * @param height after crop and orientation, pixels
 * @param hasAlpha whether {@link MvjpegDecoder#decode} gives an alpha sample
 * @param iccProfile that the file holds, whether it can be used or not
 * @param bitDepth bits per coded sample, 8 to 16
 */
public record PictureInfo(int width, int height, boolean hasAlpha, Optional<byte[]> iccProfile, int bitDepth) {
    /**
     * Reads the headers of a whole file, within {@link MvjpegDecoder#defaultLimits()}.
     *
     * @throws HeifException if they are broken or ask for what is not supported
     */
    public static PictureInfo of(byte[] heif) throws HeifException {
        var limits = MvjpegDecoder.defaultLimits();
        HeifFile file = HeifFile.read(heif, limits);
        HeifItem item = file.primary();
        PictureDecoder picture = new PictureDecoder(file, item, limits.maxPixels());
        return new PictureInfo(
                picture.width(),
                picture.height(),
                file.alphaOf(item).isPresent(),
                item.property(ItemProperty.ColourProfile.class).map(ItemProperty.ColourProfile::icc),
                picture.depth());
    }

    /** The colour space of the decoded samples: sRGB where there is no profile, or none that fits RGB. */
    public ColorSpace colorSpace() {
        return DecodedImages.create(1, 1, new SampleLayout(8, hasAlpha), iccProfile.orElse(null))
                .getColorModel()
                .getColorSpace();
    }
}
