package org.mvjpeg.codec;

import java.awt.color.ColorSpace;
import java.lang.System.Logger.Level;
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
 * @param exif from the TIFF header on, whether it can be used or not; the orientation that it tells is not to be followed
 * @param xmp packet, whether it can be used or not
 */
public record PictureInfo(
        int width,
        int height,
        boolean hasAlpha,
        Optional<byte[]> iccProfile,
        int bitDepth,
        Optional<byte[]> exif,
        Optional<byte[]> xmp) {
    private static final System.Logger LOG = System.getLogger("org.mvjpeg.codec");

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
                picture.depth(),
                readable("Exif", file::exif),
                readable("XMP", file::xmp));
    }

    private interface Metadata {
        Optional<byte[]> read() throws HeifException;
    }

    /** A picture whose metadata are broken still is a picture. */
    private static Optional<byte[]> readable(String name, Metadata metadata) {
        try {
            return metadata.read();
        } catch (HeifException e) {
            LOG.log(Level.WARNING, "the file''s {0} is broken and left out: {1}", name, e.getMessage());
            return Optional.empty();
        }
    }

    /** The colour space of the decoded samples: sRGB where there is no profile, or none that fits RGB. */
    public ColorSpace colorSpace() {
        return DecodedImages.create(1, 1, new SampleLayout(8, hasAlpha), iccProfile.orElse(null))
                .getColorModel()
                .getColorSpace();
    }
}
