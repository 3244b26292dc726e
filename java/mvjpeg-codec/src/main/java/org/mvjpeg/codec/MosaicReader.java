package org.mvjpeg.codec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.heif.ItemProperty;
import org.mvjpeg.heif.Overlay;

/** Finds out what coded pictures an item shows, and where: follows derived items and applies their transforms. */
final class MosaicReader {
    /** Where nothing is said: limited range, as ITU-T H.265 (E.3.1) infers and libheif reads; with the matrix of MIAF. */
    static final ColourDescription DEFAULT_COLOUR = new ColourDescription(1, 13, 6, false);

    /** Real files derive once, or a grid inside an identity inside an overlay. */
    private static final int MOST_DERIVATIONS = 8;

    private final HeifFile file;
    private final HeifLimits limits;
    private final Set<Long> underWay = new LinkedHashSet<>();

    MosaicReader(HeifFile file) {
        this.file = file;
        this.limits = file.limits();
    }

    /** What an item shows. @throws HeifException if headers are broken or ask for what is not supported */
    Mosaic read(HeifItem item) throws HeifException {
        if (underWay.contains(item.id())) {
            throw item.error("is derived from itself, over items " + underWay);
        }
        if (underWay.size() == MOST_DERIVATIONS) {
            throw item.error("is derived over more than " + MOST_DERIVATIONS + " items");
        }
        underWay.add(item.id());
        Mosaic plain =
                switch (item.type()) {
                    case "grid" -> grid(item);
                    case "iden" -> read(file.identity(item));
                    case "iovl" -> overlay(item);
                    default -> coded(item);
                };
        underWay.remove(item.id());
        return plain.transformed(item);
    }

    /**
     * The alpha plane of an item; an identity shows that of its picture.
     *
     * @param premultiplied whether the colours have been multiplied by it
     */
    record Alpha(Mosaic mosaic, boolean premultiplied) {}

    /** The alpha of an item that {@link #read} takes, if there is any. @throws HeifException as there */
    Optional<Alpha> alpha(HeifItem item) throws HeifException {
        Optional<HeifItem> own = file.alphaOf(item);
        if (own.isPresent()) {
            return Optional.of(new Alpha(read(own.get()), file.premultiplied(item)));
        }
        if (!item.type().equals("iden")) {
            return Optional.empty();
        }
        Optional<Alpha> inner = alpha(file.identity(item));
        return inner.isEmpty()
                ? inner
                : Optional.of(new Alpha(inner.get().mosaic.transformed(item), inner.get().premultiplied));
    }

    private Mosaic coded(HeifItem item) throws HeifException {
        HevcPicture picture = file.picture(item);
        return Mosaic.of(new Part(
                item,
                Coding.of(picture),
                colour(picture, List.of(item)),
                0,
                0,
                Presentation.plain(picture.width(), picture.height())));
    }

    private Mosaic grid(HeifItem item) throws HeifException {
        Grid grid = file.grid(item);
        HeifItem first = grid.tiles().get(0);
        HevcPicture picture = file.picture(first);
        Coding coding = Coding.of(picture);
        ColourDescription colour = colour(picture, List.of(item, first));
        Presentation whole = Presentation.plain(coding.width(), coding.height());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < grid.tiles().size(); i++) {
            int left = i % grid.columns() * coding.width();
            int top = i / grid.columns() * coding.height();
            parts.add(new Part(grid.tiles().get(i), coding, colour, left, top, whole));
        }
        int width = coding.width() * grid.columns();
        int height = coding.height() * grid.rows();
        Tiles tiles = new Tiles(0, 0, coding.width(), coding.height());
        return new Mosaic(width, height, tiles, parts, Optional.empty())
                .crop(new CropRectangle(0, 0, grid.outputWidth(), grid.outputHeight()));
    }

    private Mosaic overlay(HeifItem item) throws HeifException {
        Overlay overlay = file.overlay(item);
        List<Part> parts = new ArrayList<>();
        long pixels = 0;
        long bytes = 0;
        for (Overlay.Layer layer : overlay.layers()) {
            Mosaic picture = read(layer.item());
            if (alpha(layer.item()).isPresent()) {
                throw item.error("overlays of pictures with alpha are not supported, item "
                        + layer.item().id() + " has alpha");
            }
            if (picture.canvas().isPresent()) {
                throw item.error("overlays of overlays are not supported");
            }
            pixels += (long) picture.width() * picture.height();
            bytes += picture.parts().stream()
                    .mapToLong(part -> part.item().size())
                    .sum();
            if (seen(layer, picture, overlay)) {
                picture.parts().forEach(part -> parts.add(part.moved(layer.left(), layer.top())));
            }
            if (pixels > limits.maxPixels() || parts.size() > limits.maxItems()) {
                throw item.error("its pictures have more than " + limits.maxPixels() + " pixels or " + limits.maxItems()
                        + " tiles together");
            }
            // Layers that are derived themselves hide what they are made of from the reader of the boxes.
            if (bytes > limits.maxMemory()) {
                throw item.error("its pictures have " + bytes + " bytes together, at most " + limits.maxMemory()
                        + " are allowed");
            }
        }
        Tiles tiles = Tiles.one(overlay.width(), overlay.height());
        return new Mosaic(overlay.width(), overlay.height(), tiles, parts, Optional.of(canvas(overlay.fill())))
                .crop(new CropRectangle(0, 0, overlay.width(), overlay.height()));
    }

    private static boolean seen(Overlay.Layer layer, Mosaic picture, Overlay on) {
        return layer.left() < on.width()
                && layer.top() < on.height()
                && (long) layer.left() + picture.width() > 0
                && (long) layer.top() + picture.height() > 0;
    }

    private static Mosaic.Canvas canvas(List<Integer> fill) {
        return new Mosaic.Canvas(fill.get(0), fill.get(1), fill.get(2), fill.get(3));
    }

    /** The first {@code nclx} of some items; what it leaves open is said by the VUI, and what that leaves open is assumed. */
    private static ColourDescription colour(HevcPicture picture, List<HeifItem> items) throws HeifException {
        ColourDescription vui = or(picture.colour().orElse(DEFAULT_COLOUR), DEFAULT_COLOUR);
        for (HeifItem item : items) {
            Optional<ItemProperty.Nclx> nclx = item.property(ItemProperty.Nclx.class);
            if (nclx.isPresent()) {
                return supported(or(nclx.get().colour(), vui), item);
            }
        }
        return supported(vui, items.get(0));
    }

    private static ColourDescription or(ColourDescription first, ColourDescription second) {
        return new ColourDescription(
                or(first.primaries(), second.primaries()),
                or(first.transfer(), second.transfer()),
                or(first.matrix(), second.matrix()),
                first.fullRange());
    }

    private static int or(int first, int second) {
        return first == ColourDescription.UNSPECIFIED ? second : first;
    }

    private static ColourDescription supported(ColourDescription colour, HeifItem item) throws HeifException {
        if (!YuvToRgb.supports(colour.matrix())) {
            throw item.error("matrix coefficients " + colour.matrix() + " are not supported");
        }
        return colour;
    }
}
