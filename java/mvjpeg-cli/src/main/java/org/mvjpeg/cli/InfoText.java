package org.mvjpeg.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mvjpeg.heif.BoxInfo;
import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HevcPicture;

/** A file's description for people. */
final class InfoText {
    private final List<String> lines = new ArrayList<>();

    private InfoText() {}

    static List<String> of(FileDescription file) {
        InfoText text = new InfoText();
        text.head(file);
        text.items(file);
        text.boxes(file.boxes());
        return text.lines;
    }

    private void head(FileDescription file) {
        ItemDescription primary = file.primary();
        HevcPicture picture = primary.coded().orElseThrow();
        CropRectangle size = primary.size().orElseThrow();
        fact("file", file.file() + ", " + file.bytes() + " bytes");
        fact("brands", String.join(" ", file.brands()));
        fact("size", size.width() + "x" + size.height());
        fact("coded size", picture.codedWidth() + "x" + picture.codedHeight());
        primary.grid().ifPresent(grid -> fact("tiles", tiles(grid)));
        fact("bpp", String.format(Locale.ROOT, "%.3f", file.bitsPerPixel()));
        fact("QP", Integer.toString(picture.qp()));
        fact(
                "HEVC",
                ItemDescription.profileName(picture.profile()) + ", level "
                        + ItemDescription.levelName(picture.level()));
        fact("samples", picture.bitDepthLuma() + " bit, " + ItemDescription.chromaName(picture.chromaFormat()));
        fact("colour", primary.colour().orElseThrow());
        if (!primary.transforms().isEmpty()) {
            fact("transforms", String.join(", ", primary.transforms()));
        }
        file.metadata().forEach(this::fact);
    }

    private void items(FileDescription file) {
        lines.add("");
        TextTable table = new TextTable().row("item", "type", "role", "bytes", "share");
        for (ItemDescription item : file.items()) {
            table.row(
                    Long.toString(item.id()),
                    item.type(),
                    item.role(),
                    Long.toString(item.bytes()),
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * item.bytes() / file.bytes()));
        }
        lines.addAll(table.lines());
    }

    private void boxes(List<BoxInfo> boxes) {
        lines.add("");
        TextTable table = new TextTable().row("box", "offset", "size");
        addBoxes(table, boxes, "");
        lines.addAll(table.lines());
    }

    private static void addBoxes(TextTable table, List<BoxInfo> boxes, String indent) {
        for (BoxInfo box : boxes) {
            table.row(indent + box.type(), Long.toString(box.offset()), Long.toString(box.size()));
            addBoxes(table, box.children(), indent + "  ");
        }
    }

    private static String tiles(Grid grid) {
        return grid.columns() + "x" + grid.rows() + " of " + grid.tileWidth() + "x" + grid.tileHeight();
    }

    private void fact(String name, String value) {
        lines.add(String.format("%-12s%s", name, value));
    }
}
