package org.mvjpeg.evaluation.data;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mvjpeg.evaluation.metrics.GroundTruth;

/** Boxes of a COCO instances file: images, annotations with {@code bbox} [x, y, width, height] in pixels, categories. */
final class CocoBoxes implements ObjectBoxes {
    private final Path file;
    private final PathIndex<List<GroundTruth>> boxes;
    private final int classes;

    private CocoBoxes(Path file, PathIndex<List<GroundTruth>> boxes, int classes) {
        this.file = file;
        this.boxes = boxes;
        this.classes = classes;
    }

    static CocoBoxes read(Path file, List<String> names) throws IOException {
        JsonObject root;
        try (InputStream in = Files.newInputStream(file)) {
            root = JsonParser.object().from(in);
        } catch (JsonParserException e) {
            throw new IOException(file + ": not a JSON object: " + e.getMessage(), e);
        }
        try {
            return of(file, root, names);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static CocoBoxes of(Path file, JsonObject root, List<String> names) {
        Map<Integer, Integer> classOfCategory = classes(array(root, "categories"), names);
        Map<Long, List<GroundTruth>> byImage = new HashMap<>();
        Map<Long, String> nameOfImage = new HashMap<>();
        for (Object image : array(root, "images")) {
            JsonObject object = (JsonObject) image;
            if (!object.isString("file_name") || !object.isNumber("id")) {
                throw new IllegalArgumentException("an image without id or file_name: " + object);
            }
            nameOfImage.put(object.getLong("id"), object.getString("file_name"));
            byImage.put(object.getLong("id"), new ArrayList<>());
        }
        for (Object annotation : array(root, "annotations")) {
            JsonObject object = (JsonObject) annotation;
            List<GroundTruth> objects = byImage.get(object.getLong("image_id"));
            Integer classId = classOfCategory.get(object.getInt("category_id"));
            JsonArray box = object.getArray("bbox");
            if (objects == null || classId == null || box == null || box.size() != 4) {
                throw new IllegalArgumentException("annotation " + object.get("id")
                        + " has no image, category or box of four numbers that fits: " + object);
            }
            double x = box.getDouble(0);
            double y = box.getDouble(1);
            objects.add(new GroundTruth(
                    classId, x, y, x + box.getDouble(2), y + box.getDouble(3), object.getInt("iscrowd") == 1));
        }
        PathIndex<List<GroundTruth>> boxes = new PathIndex<>();
        byImage.forEach((id, objects) -> boxes.add(nameOfImage.get(id), List.copyOf(objects)));
        return new CocoBoxes(file, boxes, names.isEmpty() ? classOfCategory.size() : names.size());
    }

    private static Map<Integer, Integer> classes(JsonArray categories, List<String> names) {
        TreeMap<Integer, String> nameOfId = new TreeMap<>();
        for (Object category : categories) {
            JsonObject object = (JsonObject) category;
            nameOfId.put(object.getInt("id"), object.getString("name", ""));
        }
        boolean byRank = names.isEmpty() || sameOrder(List.copyOf(nameOfId.values()), names);
        Map<Integer, Integer> classOfId = new HashMap<>();
        for (Map.Entry<Integer, String> category : nameOfId.entrySet()) {
            int classId = byRank ? classOfId.size() : names.indexOf(category.getValue());
            if (classId < 0) {
                throw new IllegalArgumentException(
                        "the category '" + category.getValue() + "' is not among the class names");
            }
            classOfId.put(category.getKey(), classId);
        }
        return classOfId;
    }

    /** Whether both list the same classes, some of them spelt differently: Darknet's lists say motorbike for COCO's motorcycle. */
    private static boolean sameOrder(List<String> categories, List<String> names) {
        if (categories.size() != names.size()) {
            return false;
        }
        int same = 0;
        for (int i = 0; i < names.size(); i++) {
            boolean equal = categories.get(i).equals(names.get(i));
            if (!equal && names.contains(categories.get(i))) {
                return false;
            }
            same += equal ? 1 : 0;
        }
        return 2 * same > names.size();
    }

    private static JsonArray array(JsonObject root, String key) {
        JsonArray array = root.getArray(key);
        if (array == null || !array.stream().allMatch(JsonObject.class::isInstance)) {
            throw new IllegalArgumentException("'" + key + "' is not a list of objects, so this is no COCO file");
        }
        return array;
    }

    @Override
    public Optional<List<GroundTruth>> of(Path picture) throws IOException {
        try {
            return boxes.find(picture);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
