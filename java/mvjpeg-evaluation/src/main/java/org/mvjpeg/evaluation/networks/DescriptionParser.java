package org.mvjpeg.evaluation.networks;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a {@link NetworkDescription} from its JSON file. */
final class DescriptionParser {
    private static final Set<String> FIELDS = Set.of(
            "file",
            "weights",
            "task",
            "input",
            "channel_order",
            "mean",
            "scale",
            "resize",
            "output",
            "classes",
            "nms_iou",
            "score_min");

    private final Path json;
    private final Path folder;

    /** @param folder that the files named are relative to */
    DescriptionParser(Path json, Path folder) {
        this.json = json;
        this.folder = folder;
    }

    NetworkDescription parse() {
        try {
            return describe(JsonParser.object().from(Files.readString(json)));
        } catch (IOException e) {
            throw new NetworkException(json + ": cannot be read: " + e, e);
        } catch (JsonParserException e) {
            throw new NetworkException(json + ": not a JSON object: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new NetworkException(json + ": " + e.getMessage(), e);
        }
    }

    private NetworkDescription describe(JsonObject root) {
        refuseUnknown(root, FIELDS, "");
        OutputLayout output = choice(root, "output", OutputLayout.class);
        VisionTask task = choice(root, "task", VisionTask.class);
        if (task != output.task()) {
            throw new IllegalArgumentException(
                    "output '" + lower(output) + "' does not fit task '" + lower(task) + "'");
        }
        JsonObject input = object(root, "input");
        refuseUnknown(input, Set.of("width", "height"), "input.");
        return new NetworkDescription(
                folder.resolve(text(root, "file")),
                root.has("weights") ? Optional.of(folder.resolve(text(root, "weights"))) : Optional.empty(),
                whole(input, "width"),
                whole(input, "height"),
                new Normalisation(
                        choice(root, "channel_order", ChannelOrder.class), triple(root, "mean"), triple(root, "scale")),
                resize(object(root, "resize")),
                output,
                whole(root, "classes"),
                suppression(root, task));
    }

    private static Optional<Suppression> suppression(JsonObject root, VisionTask task) {
        if (task == VisionTask.CLASSIFICATION && !root.has("nms_iou") && !root.has("score_min")) {
            return Optional.empty();
        }
        return Optional.of(new Suppression(number(root, "nms_iou"), number(root, "score_min")));
    }

    private static ResizeRule resize(JsonObject resize) {
        String rule = text(resize, "rule");
        switch (rule) {
            case "crop":
                refuseUnknown(resize, Set.of("rule", "short_side", "whole_squares_up_to"), "resize.");
                return new ResizeRule.Crop(
                        whole(resize, "short_side"),
                        resize.has("whole_squares_up_to") ? whole(resize, "whole_squares_up_to") : 0);
            case "letterbox":
                refuseUnknown(resize, Set.of("rule", "fill"), "resize.");
                return new ResizeRule.Letterbox(whole(resize, "fill"));
            case "stretch":
                refuseUnknown(resize, Set.of("rule"), "resize.");
                return new ResizeRule.Stretch();
            default:
                throw new IllegalArgumentException("'rule' is '" + rule + "', not one of crop, letterbox, stretch");
        }
    }

    private static void refuseUnknown(JsonObject object, Set<String> known, String prefix) {
        for (String key : new TreeSet<>(object.keySet())) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("unknown field '" + prefix + key + "'; the fields are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private static <E extends Enum<E>> E choice(JsonObject object, String key, Class<E> type) {
        String text = text(object, key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + key + "' is '" + text + "', not one of "
                + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }

    private static List<Float> triple(JsonObject object, String key) {
        Object value = require(object, key);
        if (value instanceof Number number) {
            return Collections.nCopies(3, number.floatValue());
        }
        if (value instanceof JsonArray array
                && array.size() == 3
                && array.stream().allMatch(Number.class::isInstance)) {
            return List.of(array.getFloat(0), array.getFloat(1), array.getFloat(2));
        }
        throw wrong(key, value, "a number or three numbers");
    }

    private static JsonObject object(JsonObject object, String key) {
        Object value = require(object, key);
        if (value instanceof JsonObject found) {
            return found;
        }
        throw wrong(key, value, "an object");
    }

    private static String text(JsonObject object, String key) {
        Object value = require(object, key);
        if (value instanceof String found && !found.isBlank()) {
            return found;
        }
        throw wrong(key, value, "a text");
    }

    private static float number(JsonObject object, String key) {
        Object value = require(object, key);
        if (value instanceof Number found) {
            return found.floatValue();
        }
        throw wrong(key, value, "a number");
    }

    private static int whole(JsonObject object, String key) {
        Object value = require(object, key);
        if (value instanceof Number found && found.doubleValue() == found.intValue()) {
            return found.intValue();
        }
        throw wrong(key, value, "a whole number");
    }

    private static Object require(JsonObject object, String key) {
        Object value = object.get(key);
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String key, Object value, String expected) {
        return new IllegalArgumentException("'" + key + "' is " + value + ", not " + expected);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
