package org.mvjpeg.codec;

import java.util.Optional;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.heif.ItemProperty;

/** Decodes one item of a file, a picture or a grid of them, into samples that are shown. */
final class PictureDecoder {
    /** Where nothing is said: limited range, as ITU-T H.265 (E.3.1) infers and libheif reads; with the matrix of MIAF. */
    private static final ColourDescription DEFAULT_COLOUR = new ColourDescription(1, 13, 6, false);

    private final HeifFile file;
    private final HeifItem item;
    private final long maxPixels;
    private final Grid grid;
    private final HevcPicture picture;
    private final Presentation presentation;

    /** Reads the headers. @throws HeifException if they are broken or ask for what is not supported */
    PictureDecoder(HeifFile file, HeifItem item, long maxPixels) throws HeifException {
        this.file = file;
        this.item = item;
        this.maxPixels = maxPixels;
        this.grid = item.type().equals("grid") ? file.grid(item) : null;
        this.picture = file.picture(grid == null ? item : grid.tiles().get(0));
        this.presentation = grid == null
                ? Presentation.of(item, picture.width(), picture.height())
                : Presentation.of(item, grid.outputWidth(), grid.outputHeight());
    }

    /** Shown size, pixels. */
    int width() {
        return presentation.width();
    }

    /** Shown size, pixels. */
    int height() {
        return presentation.height();
    }

    /** Bits per coded sample; the larger of luma and chroma. */
    int depth() {
        return Math.max(picture.bitDepthLuma(), picture.bitDepthChroma());
    }

    /** Writes the colours of each shown pixel. */
    void colour(Destination image) throws HeifException {
        ColourDescription colour = colourDescription();
        decode(image.pixelStride(), (decoded, placement) -> new YuvToRgb(
                        colour.matrix(), colour.fullRange(), decoded.depth(), image.bits())
                .colour(decoded, image, placement));
    }

    /** Writes the luma of each shown pixel as alpha; an alpha plane has no colour to convert. */
    void alpha(Destination image) throws HeifException {
        decode(image.pixelStride(), (decoded, placement) -> YuvToRgb.alpha(decoded, image, placement));
    }

    /** Of a matrix that is supported. */
    private ColourDescription colourDescription() throws HeifException {
        ColourDescription vui = picture.colour().orElse(DEFAULT_COLOUR);
        Optional<ItemProperty.Nclx> nclx = item.property(ItemProperty.Nclx.class);
        if (nclx.isEmpty() && grid != null) {
            nclx = grid.tiles().get(0).property(ItemProperty.Nclx.class);
        }
        ColourDescription colour = nclx.map(ItemProperty.Nclx::colour).orElse(vui);
        int matrix = colour.matrix() == ColourDescription.UNSPECIFIED ? vui.matrix() : colour.matrix();
        if (!YuvToRgb.supports(matrix)) {
            throw new HeifException("item " + item.id() + " of type '" + item.type() + "': matrix coefficients "
                    + matrix + " are not supported");
        }
        return new ColourDescription(colour.primaries(), colour.transfer(), matrix, colour.fullRange());
    }

    private void decode(int pixelStride, Target target) throws HeifException {
        if (grid == null) {
            decode(picture, presentation.place(0, 0, picture.width(), picture.height(), pixelStride), target);
            return;
        }
        for (int i = 0; i < grid.tiles().size(); i++) {
            HevcPicture tile = file.picture(grid.tiles().get(i));
            int x = i % grid.columns() * grid.tileWidth();
            int y = i / grid.columns() * grid.tileHeight();
            decode(tile, presentation.place(x, y, grid.tileWidth(), grid.tileHeight(), pixelStride), target);
        }
    }

    private void decode(HevcPicture coded, Placement placement, Target target) {
        try (HevcDecoder decoder = new HevcDecoder(maxPixels)) {
            YuvPicture decoded = decoder.decode(coded);
            if (decoded.width() != coded.width() || decoded.height() != coded.height()) {
                throw new CodecException("hevc decoder: a picture of " + decoded.width() + "x" + decoded.height()
                        + " pixels where the SPS says " + coded.width() + "x" + coded.height());
            }
            target.write(decoded, placement);
        }
    }

    private interface Target {
        void write(YuvPicture picture, Placement placement);
    }
}
