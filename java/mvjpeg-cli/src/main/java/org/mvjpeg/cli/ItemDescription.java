package org.mvjpeg.cli;

import java.util.List;
import java.util.Optional;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.heif.ItemProperty;

/**
 * An item of a file in the words of the field.
 *
 * @param id of the item
 * @param type of the item, four characters
 * @param role of the item in the file
 * @param bytes of its data
 * @param coded its HEVC picture, or that of a grid's first tile; empty for metadata
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

    /** Describes an item. @throws HeifException if it is broken or asks for what is not supported */
    static ItemDescription of(HeifFile file, HeifItem item) throws HeifException {
        Optional<HevcPicture> coded = Optional.empty();
        Optional<Grid> grid = Optional.empty();
        Optional<CropRectangle> size = Optional.empty();
        if (item.type().equals("hvc1")) {
            HevcPicture picture = file.picture(item);
            coded = Optional.of(picture);
            size = Optional.of(shown(item, picture.width(), picture.height()));
        } else if (item.type().equals("grid")) {
            Grid tiles = file.grid(item);
            grid = Optional.of(tiles);
            coded = Optional.of(file.picture(tiles.tiles().get(0)));
            size = Optional.of(shown(item, tiles.outputWidth(), tiles.outputHeight()));
        }
        return new ItemDescription(
                item.id(),
                item.type(),
                role(file, item),
                item.size(),
                coded,
                grid,
                size,
                coded.map(picture -> colour(item, picture)),
                transforms(item));
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

    private static String colour(HeifItem item, HevcPicture picture) {
        StringBuilder words = new StringBuilder();
        item.property(ItemProperty.ColourProfile.class)
                .ifPresent(profile ->
                        words.append("ICC, ").append(profile.icc().length).append(" bytes"));
        Optional<ColourDescription> points = item.property(ItemProperty.Nclx.class)
                .map(ItemProperty.Nclx::colour)
                .or(picture::colour);
        points.ifPresent(p -> words.append(words.isEmpty() ? "" : "; ")
                .append(p.primaries() + "/" + p.transfer() + "/" + p.matrix())
                .append(p.fullRange() ? " full range" : " limited range"));
        return words.isEmpty() ? "not said" : words.toString();
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
