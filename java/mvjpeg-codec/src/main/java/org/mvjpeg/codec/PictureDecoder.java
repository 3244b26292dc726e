package org.mvjpeg.codec;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.ItemProperty;

/** Decodes one item of a file, a coded picture or a derived one, into samples that are shown. */
final class PictureDecoder {
    private static final System.Logger LOG = System.getLogger("org.mvjpeg.codec");

    private static final int OPAQUE = 0xffff;

    private final HeifFile file;
    private final HeifItem item;
    private final Mosaic mosaic;
    private final Optional<MosaicReader.Alpha> alpha;

    /** Reads the headers. @throws HeifException if they are broken or ask for what is not supported */
    PictureDecoder(HeifFile file, HeifItem item) throws HeifException {
        this.file = file;
        this.item = item;
        MosaicReader reader = new MosaicReader(file);
        this.mosaic = reader.read(item);
        this.alpha = reader.alpha(item);
        if (alpha.isPresent()) {
            requireFitting(alpha.get().mosaic());
        }
    }

    private void requireFitting(Mosaic plane) throws HeifException {
        if (plane.width() != mosaic.width() || plane.height() != mosaic.height()) {
            throw item.error("its alpha plane has " + plane.width() + "x" + plane.height() + " pixels, the picture "
                    + mosaic.width() + "x" + mosaic.height());
        }
        if (plane.canvas().isPresent()) {
            throw item.error("its alpha plane is an overlay, which is not supported");
        }
    }

    /** What the headers say. @throws HeifException if they are broken */
    PictureInfo info() throws HeifException {
        Tiles tiles = mosaic.parts().size() == 1 ? Tiles.one(mosaic.width(), mosaic.height()) : mosaic.tiles();
        return new PictureInfo(
                mosaic.width(),
                mosaic.height(),
                hasAlpha(),
                iccProfile(),
                bitDepth(),
                readable("Exif", () -> file.exif(item)),
                readable("XMP", () -> file.xmp(item)),
                colour(),
                tiles);
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

    private int bitDepth() {
        return mosaic.parts().stream()
                .mapToInt(part -> part.coding().bitDepth())
                .max()
                .orElse(Byte.SIZE);
    }

    private boolean hasAlpha() {
        return alpha.isPresent()
                || mosaic.canvas().filter(canvas -> canvas.alpha() < OPAQUE).isPresent();
    }

    /** The item's, or that of the first picture that it is derived from. */
    private Optional<byte[]> iccProfile() throws HeifException {
        HeifItem described = item;
        while (described.property(ItemProperty.ColourProfile.class).isEmpty()
                && !described.references("dimg").isEmpty()
                && !described.type().equals("hvc1")) {
            described = file.item(described.references("dimg").get(0));
        }
        return described.property(ItemProperty.ColourProfile.class).map(ItemProperty.ColourProfile::icc);
    }

    private ColourDescription colour() {
        return mosaic.parts().isEmpty()
                ? MosaicReader.DEFAULT_COLOUR
                : mosaic.parts().get(0).colour();
    }

    /**
     * Decodes a region into a target.
     *
     * @return whether the target has let it come to its end
     * @throws HeifException if a header is broken
     * @throws CodecException if data do not decode
     */
    boolean decode(PictureRegion region, Precision precision, PartFilter filter, PictureTarget target)
            throws HeifException {
        region.requireInside(mosaic.width(), mosaic.height());
        SampleLayout layout = SampleLayout.of(bitDepth(), hasAlpha(), precision);
        RegionDecoder decoder = new RegionDecoder(file, region, layout, filter, target);
        return alpha.isPresent() ? decoder.decode(mosaic, alpha.get()) : decoder.decode(mosaic);
    }
}
