package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code iref}: from item → type → to items. */
final class ItemReferences {
    private ItemReferences() {}

    static Map<Long, Map<String, List<Long>>> readAll(BoxInfo iref, byte[] file, HeifLimits limits)
            throws HeifException {
        int version = iref.payload(file).u8();
        if (version > 1) {
            throw iref.error("version is " + version + ", only 0 and 1 are known");
        }
        int idSize = version == 0 ? 2 : 4;
        int total = 0;
        Map<Long, Map<String, List<Long>>> references = new HashMap<>();
        for (BoxInfo box : iref.children()) {
            ByteCursor in = box.payload(file);
            long from = in.uint(idSize);
            int count = in.u16();
            total += count;
            if (total > limits.maxReferences()) {
                throw in.error("more than " + limits.maxReferences() + " item references");
            }
            List<Long> to = references
                    .computeIfAbsent(from, id -> new HashMap<>())
                    .computeIfAbsent(box.type(), type -> new ArrayList<>());
            for (int i = 0; i < count; i++) {
                to.add(in.uint(idSize));
            }
        }
        return references;
    }
}
