package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;

/** One region of a picture on its way to its target: only the parts that it needs are decoded, one after the other. */
final class RegionDecoder {
    /** Pixels after which the target is asked whether to go on; those of a tile of 512×512. */
    private static final int BLOCK_PIXELS = 1 << 18;

    private final HeifFile file;
    private final PictureRegion region;
    private final PictureTarget target;
    private final SampleLayout layout;
    private final PartFilter filter;
    private final Map<Samples, YuvToRgb> converters = new HashMap<>();

    /**
     * @param layout of the target's rasters
     * @param filter of colours; alpha is shown as it is coded
     */
    RegionDecoder(HeifFile file, PictureRegion region, SampleLayout layout, PartFilter filter, PictureTarget target) {
        this.file = file;
        this.region = region;
        this.layout = layout;
        this.filter = filter;
        this.target = target;
    }

    /** What a conversion depends on. */
    private record Samples(ColourDescription colour, int depth) {}

    /**
     * A part and what the region takes of it.
     *
     * @param block in pixels of the region
     */
    private record Piece(Part part, Rectangle block) {
        long pixels() {
            return (long) block.width * block.height;
        }
    }

    private List<Piece> pieces(Mosaic mosaic) {
        List<Piece> pieces = new ArrayList<>();
        for (Part part : mosaic.parts()) {
            Rectangle block = part.within(region);
            if (!block.isEmpty()) {
                pieces.add(new Piece(part, block));
            }
        }
        return pieces;
    }

    /** Decodes a picture without an alpha plane. @return whether the target has let it come to its end */
    boolean decode(Mosaic colour) throws HeifException {
        return decode(colour, new Opaque());
    }

    /** Decodes a picture with its alpha plane. @return whether the target has let it come to its end */
    boolean decode(Mosaic colour, MosaicReader.Alpha plane) throws HeifException {
        Mosaic mosaic = plane.mosaic();
        // As many as a block of the colours can cross: a strip of rows, or of columns where parts are turned.
        int held = 1
                + colour.parts().stream()
                        .map(part -> part.shown().transposed())
                        .distinct()
                        .mapToInt(mosaic::partsAcross)
                        .max()
                        .orElse(0);
        try (DecodedParts parts = new DecodedParts(file, held)) {
            return decode(colour, new Plane(pieces(mosaic), parts, plane.premultiplied()));
        }
    }

    private boolean decode(Mosaic colour, AlphaWriter writer) throws HeifException {
        List<Piece> pieces = pieces(colour);
        long work = Math.max(1, pieces.stream().mapToLong(Piece::pixels).sum());
        long done = 0;
        boolean canvas = colour.canvas().isPresent();
        for (Piece piece : pieces) {
            // The target takes memory for the whole when it is asked for the first block: not before data have decoded.
            try (DecodedPart decoded = filter.apply(DecodedPart.decode(file, piece.part()))) {
                if (canvas && !paint(colour.canvas().get())) {
                    return false;
                }
                canvas = false;
                for (Rectangle block :
                        blocks(piece.block(), piece.part().shown().transposed())) {
                    WritableRaster raster = target.begin(block);
                    Destination samples = new Destination(raster, layout);
                    Placement placement = placement(piece.part(), block, samples, 0, 0);
                    converter(piece.part(), decoded.picture()).colour(decoded.picture(), samples, placement);
                    writer.write(block, samples);
                    done += (long) block.width * block.height;
                    if (!target.end(block, raster, (float) done / work)) {
                        return false;
                    }
                }
            }
        }
        return !canvas || paint(colour.canvas().get());
    }

    private boolean paint(Mosaic.Canvas canvas) {
        for (Rectangle block : blocks(new Rectangle(region.columns(), region.rows()), false)) {
            WritableRaster raster = target.begin(block);
            Destination samples = new Destination(raster, layout);
            int[] red = row(canvas.red(), block.width);
            int[] green = row(canvas.green(), block.width);
            int[] blue = row(canvas.blue(), block.width);
            int[] alpha = row(canvas.alpha(), block.width);
            for (int y = 0; y < block.height; y++) {
                samples.setRed(samples.index(0, y), samples.pixelStride(), red);
                samples.setGreen(samples.index(0, y), samples.pixelStride(), green);
                samples.setBlue(samples.index(0, y), samples.pixelStride(), blue);
                if (layout.hasAlpha()) {
                    samples.setAlpha(samples.index(0, y), samples.pixelStride(), alpha);
                }
            }
            if (!target.end(block, raster, 0)) {
                return false;
            }
        }
        return true;
    }

    /** @param sample of 16 bits */
    private int[] row(int sample, int width) {
        int[] row = new int[width];
        Arrays.fill(row, (int) (((long) sample * layout.white() + 0x7fff) / 0xffff));
        return row;
    }

    private YuvToRgb converter(Part part, YuvPicture decoded) {
        return converters.computeIfAbsent(
                new Samples(part.colour(), decoded.depth()),
                samples -> new YuvToRgb(
                        samples.colour.matrix(), samples.colour.fullRange(), samples.depth, layout.bits()));
    }

    /** Pieces of some lines of a block, so that a large one can be followed and stopped. */
    private static List<Rectangle> blocks(Rectangle whole, boolean columns) {
        List<Rectangle> blocks = new ArrayList<>();
        int length = columns ? whole.width : whole.height;
        int lines = Math.max(1, BLOCK_PIXELS / (columns ? whole.height : whole.width));
        for (int from = 0; from < length; from += lines) {
            int count = Math.min(lines, length - from);
            blocks.add(
                    columns
                            ? new Rectangle(whole.x + from, whole.y, count, whole.height)
                            : new Rectangle(whole.x, whole.y + from, whole.width, count));
        }
        return blocks;
    }

    /** Where a block goes whose first pixel is (x, y) of some samples. */
    private Placement placement(Part part, Rectangle block, Destination samples, int x, int y) {
        return part.place(region, block, samples.index(x, y), samples.pixelStride(), samples.rowStride());
    }

    /** Writes the alpha of a block whose colours are there. */
    private interface AlphaWriter {
        void write(Rectangle block, Destination samples) throws HeifException;
    }

    /** Where there is no plane: nothing to be written, or what lies above a canvas that is seen through. */
    private final class Opaque implements AlphaWriter {
        @Override
        public void write(Rectangle block, Destination samples) {
            if (layout.hasAlpha()) {
                samples.setOpaque(block.width, block.height);
            }
        }
    }

    private final class Plane implements AlphaWriter {
        private final List<Piece> pieces;
        private final DecodedParts parts;
        private final boolean premultiplied;

        private Plane(List<Piece> pieces, DecodedParts parts, boolean premultiplied) {
            this.pieces = pieces;
            this.parts = parts;
            this.premultiplied = premultiplied;
        }

        @Override
        public void write(Rectangle block, Destination samples) throws HeifException {
            for (Piece piece : pieces) {
                Rectangle common = piece.block().intersection(block);
                if (!common.isEmpty()) {
                    Placement placement =
                            placement(piece.part(), common, samples, common.x - block.x, common.y - block.y);
                    YuvToRgb.alpha(parts.get(piece.part()), samples, placement);
                }
            }
            if (premultiplied) {
                samples.divideByAlpha(block.width, block.height);
            }
        }
    }
}
