package org.mvjpeg.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import org.mvjpeg.heif.BoxInfo;
import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.HevcPicture;

/** A file's description for programs. Keys are only ever added. */
final class InfoJson {
    private InfoJson() {}

    static String of(FileDescription file) {
        CropRectangle size = file.primary().size().orElseThrow();
        JsonObject root = new JsonObject();
        root.put("file", file.file().toString());
        root.put("bytes", file.bytes());
        root.put("brands", new JsonArray(file.brands()));
        root.put("width", size.width());
        root.put("height", size.height());
        root.put("bpp", file.bitsPerPixel());
        root.put("primaryItem", file.primary().id());
        putPicture(root, file.primary());
        JsonObject metadata = new JsonObject();
        metadata.putAll(file.metadata());
        root.put("metadata", metadata);
        JsonArray items = new JsonArray();
        file.items().forEach(item -> items.add(item(item)));
        root.put("items", items);
        root.put("boxes", boxes(file.boxes()));
        return JsonWriter.indent("  ").string().value(root).done();
    }

    private static JsonObject item(ItemDescription item) {
        JsonObject object = new JsonObject();
        object.put("id", item.id());
        object.put("type", item.type());
        object.put("role", item.role());
        object.put("bytes", item.bytes());
        item.size().ifPresent(size -> {
            object.put("width", size.width());
            object.put("height", size.height());
        });
        putPicture(object, item);
        return object;
    }

    private static void putPicture(JsonObject object, ItemDescription item) {
        item.grid().ifPresent(grid -> {
            JsonObject tiles = new JsonObject();
            tiles.put("columns", grid.columns());
            tiles.put("rows", grid.rows());
            tiles.put("tileWidth", grid.tileWidth());
            tiles.put("tileHeight", grid.tileHeight());
            object.put("grid", tiles);
        });
        if (item.coded().isEmpty()) {
            return;
        }
        HevcPicture picture = item.coded().get();
        object.put("codedWidth", picture.codedWidth());
        object.put("codedHeight", picture.codedHeight());
        object.put("qp", picture.qp());
        object.put("profile", ItemDescription.profileName(picture.profile()));
        object.put("level", ItemDescription.levelName(picture.level()));
        object.put("bitDepth", picture.bitDepthLuma());
        object.put("chroma", ItemDescription.chromaName(picture.chromaFormat()));
        object.put("colour", item.colour().orElseThrow());
        object.put("transforms", new JsonArray(item.transforms()));
    }

    private static JsonArray boxes(List<BoxInfo> boxes) {
        JsonArray array = new JsonArray();
        for (BoxInfo box : boxes) {
            JsonObject object = new JsonObject();
            object.put("type", box.type());
            object.put("offset", box.offset());
            object.put("size", box.size());
            if (!box.children().isEmpty()) {
                object.put("boxes", boxes(box.children()));
            }
            array.add(object);
        }
        return array;
    }
}
