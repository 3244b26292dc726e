package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code iprp}: the properties of each item, in the order of {@code ipma}. */
final class ItemProperties {
    private ItemProperties() {}

    static Map<Long, List<ItemProperty>> readAll(BoxInfo iprp, byte[] file, HeifLimits limits) throws HeifException {
        BoxInfo ipco = iprp.requiredChild("ipco");
        if (ipco.children().size() > limits.maxProperties()) {
            throw ipco.error(
                    ipco.children().size() + " properties, at most " + limits.maxProperties() + " are allowed");
        }
        List<ItemProperty> properties = new ArrayList<>();
        for (BoxInfo box : ipco.children()) {
            properties.add(ItemPropertyBoxes.read(box, file, limits));
        }
        Map<Long, List<ItemProperty>> associations = new HashMap<>();
        for (BoxInfo box : iprp.children()) {
            if (box.type().equals("ipma")) {
                readAssociations(box.payload(file), properties, associations, limits);
            }
        }
        return associations;
    }

    private static void readAssociations(
            ByteCursor in, List<ItemProperty> properties, Map<Long, List<ItemProperty>> associations, HeifLimits limits)
            throws HeifException {
        int version = in.u8();
        if (version > 1) {
            throw in.error("version is " + version + ", only 0 and 1 are known");
        }
        int indexSize = (in.uint(3) & 1) == 1 ? 2 : 1;
        long count = in.u32();
        if (count > limits.maxItems()) {
            throw in.error(count + " items, at most " + limits.maxItems() + " are allowed");
        }
        for (long i = 0; i < count; i++) {
            long id = version == 0 ? in.u16() : in.u32();
            List<ItemProperty> ofItem = new ArrayList<>();
            int associationCount = in.u8();
            for (int j = 0; j < associationCount; j++) {
                int field = (int) in.uint(indexSize);
                int essentialBit = indexSize == 1 ? 0x80 : 0x8000;
                int index = field & (essentialBit - 1);
                if (index > properties.size()) {
                    throw in.error("item " + id + " has property " + index + " of " + properties.size());
                }
                if (index > 0) {
                    ofItem.add(associated(properties.get(index - 1), (field & essentialBit) != 0));
                }
            }
            requireSingle(in, id, ofItem);
            if (associations.put(id, ofItem) != null) {
                throw in.error("item " + id + " occurs twice");
            }
        }
    }

    private static ItemProperty associated(ItemProperty property, boolean essential) {
        return property instanceof ItemProperty.Unknown unknown
                ? new ItemProperty.Unknown(unknown.type(), essential)
                : property;
    }

    /** Two sizes or two crops of one picture would leave open which of them counts. */
    private static void requireSingle(ByteCursor in, long id, List<ItemProperty> properties) throws HeifException {
        Set<Class<?>> kinds = new HashSet<>();
        for (ItemProperty property : properties) {
            if (!(property instanceof ItemProperty.Unknown) && !kinds.add(property.getClass())) {
                throw in.error("item " + id + " has two properties of the kind "
                        + property.getClass().getSimpleName());
            }
        }
    }
}
