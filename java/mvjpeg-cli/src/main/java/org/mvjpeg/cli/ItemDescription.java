package org.mvjpeg.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.heif.ItemProperty;
import org.mvjpeg.heif.Overlay;

/**
 * An item of a file in the words of the field.
 *
 * @param id of the item
 * @param type of the item, four characters
 * @param role of the item in the file
 * @param bytes of its data
 * @param coded its HEVC picture, or the first of those that it is derived from; empty for metadata
 * @param grid how tiles make it up; empty for all but grids
 * @param size as shown, after crop and rotation; empty for metadata
 * @param colour what the file says of it: {@code ICC, N bytes} or code points; empty for metadata
 * @param transforms other than crop, in words
 */
record ItemDescription(
        long id,
        String type,
        String role,
        long bytes,
        Optional<HevcPicture> coded,
        Optional<Grid> grid,
        Optional<CropRectangle> size,
        Optional<String> colour,
        List<String> transforms) {
    /** As many as the decoder follows. */
    private static final int MOST_DERIVATIONS = 8;

    /** Describes an item. @throws HeifException if it is broken or asks for what is not supported */
    static ItemDescription of(HeifFile file, HeifItem item) throws HeifException {
        Optional<Shown> shown = shown(file, item, 0);
        return new ItemDescription(
                item.id(),
                item.type(),
                role(file, item),
                item.size(),
                shown.map(Shown::coded),
                item.type().equals("grid") ? Optional.of(file.grid(item)) : Optional.empty(),
                shown.map(Shown::size),
                shown.map(Shown::colour),
                transforms(item));
    }

    /**
     * What there is to see of an item.
     *
     * @param items the item itself, and those down to the first coded one that it is derived from
     */
    private record Shown(HevcPicture coded, CropRectangle size, List<HeifItem> items) {
        String colour() {
            return ItemDescription.colour(items, coded);
        }

        /** What an item makes of it. */
        Shown in(HeifItem item, int width, int height) throws HeifException {
            return new Shown(
                    coded,
                    ItemDescription.shown(item, width, height),
                    Stream.concat(Stream.of(item), items.stream()).toList());
        }
    }

    private static Optional<Shown> shown(HeifFile file, HeifItem item, int derivations) throws HeifException {
        if (derivations > MOST_DERIVATIONS) {
            throw item.error("is derived over more than " + MOST_DERIVATIONS + " items");
        }
        switch (item.type()) {
            case "hvc1":
                HevcPicture picture = file.picture(item);
                CropRectangle size = shown(item, picture.width(), picture.height());
                return Optional.of(new Shown(picture, size, List.of(item)));
            case "grid":
                Grid grid = file.grid(item);
                return in(
                        item,
                        shown(file, grid.tiles().get(0), derivations + 1),
                        grid.outputWidth(),
                        grid.outputHeight());
            case "iovl":
                Overlay overlay = file.overlay(item);
                return in(
                        item,
                        shown(file, overlay.layers().get(0).item(), derivations + 1),
                        overlay.width(),
                        overlay.height());
            case "iden":
                Optional<Shown> same = shown(file, file.identity(item), derivations + 1);
                return same.isEmpty()
                        ? same
                        : in(
                                item,
                                same,
                                same.get().size().width(),
                                same.get().size().height());
            default:
                return Optional.empty();
        }
    }

    private static Optional<Shown> in(HeifItem item, Optional<Shown> first, int width, int height)
            throws HeifException {
        return first.isEmpty() ? first : Optional.of(first.get().in(item, width, height));
    }

    /** The part of a decoded picture that is shown, turned as it is shown; x and y are those in the decoded picture. */
    private static CropRectangle shown(HeifItem item, int width, int height) throws HeifException {
        CropRectangle part = new CropRectangle(0, 0, width, height);
        for (ItemProperty property : item.properties()) {
            if (property instanceof ItemProperty.CleanAperture clap) {
                part = clap.toRectangle(width, height);
            }
        }
        for (ItemProperty property : item.properties()) {
            if (property instanceof ItemProperty.Rotation rotation && rotation.quarterTurns() % 2 == 1) {
                part = new CropRectangle(part.x(), part.y(), part.height(), part.width());
            }
        }
        return part;
    }

    private static String role(HeifFile file, HeifItem item) {
        if (item.id() == file.primary().id()) {
            return "primary";
        }
        if (!item.references("auxl").isEmpty()) {
            return item.property(ItemProperty.AuxiliaryType.class)
                            .map(ItemProperty.AuxiliaryType::isAlpha)
                            .orElse(false)
                    ? "alpha"
                    : "auxiliary";
        }
        if (!item.references("thmb").isEmpty()) {
            return "thumbnail";
        }
        if (!item.references("cdsc").isEmpty()) {
            return "metadata";
        }
        return item.hidden() ? "tile" : "picture";
    }

    private static String colour(List<HeifItem> items, HevcPicture picture) {
        StringBuilder words = new StringBuilder();
        first(items, ItemProperty.ColourProfile.class)
                .ifPresent(profile ->
                        words.append("ICC, ").append(profile.icc().length).append(" bytes"));
        Optional<ColourDescription> points = first(items, ItemProperty.Nclx.class)
                .map(ItemProperty.Nclx::colour)
                .or(picture::colour);
        points.ifPresent(p -> words.append(words.isEmpty() ? "" : "; ")
                .append(p.primaries() + "/" + p.transfer() + "/" + p.matrix())
                .append(p.fullRange() ? " full range" : " limited range"));
        return words.isEmpty() ? "not said" : words.toString();
    }

    private static <T extends ItemProperty> Optional<T> first(List<HeifItem> items, Class<T> kind) {
        return items.stream().flatMap(item -> item.property(kind).stream()).findFirst();
    }

    private static List<String> transforms(HeifItem item) {
        return item.properties().stream()
                .map(property -> {
                    if (property instanceof ItemProperty.Rotation rotation) {
                        return "rotated by " + 90 * rotation.quarterTurns() + " degrees anti-clockwise";
                    }
                    if (property instanceof ItemProperty.Mirror mirror) {
                        return mirror.axis() == 0 ? "mirrored top to bottom" : "mirrored left to right";
                    }
                    return "";
                })
                .filter(words -> !words.isEmpty())
                .toList();
    }

    /** Name of an HEVC profile, H.265 annex A. */
    static String profileName(int profile) {
        return switch (profile) {
            case 1 -> "Main";
            case 2 -> "Main 10";
            case 3 -> "Main Still Picture";
            case 4 -> "Range Extensions";
            default -> "profile " + profile;
        };
    }

    /** A level as it is spoken of: 93 is 3.1. */
    static String levelName(int level) {
        return level % 30 == 0 ? Integer.toString(level / 30) : level / 30 + "." + level % 30 / 3;
    }

    /** Name of a chroma format. */
    static String chromaName(int chromaFormat) {
        return switch (chromaFormat) {
            case 0 -> "4:0:0";
            case 1 -> "4:2:0";
            case 2 -> "4:2:2";
            default -> "4:4:4";
        };
    }
}
