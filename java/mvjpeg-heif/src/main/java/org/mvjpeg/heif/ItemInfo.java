package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.List;

/** An {@code infe} entry of version 2 or 3. */
record ItemInfo(long id, String type, boolean hidden, String name, String contentType) {
    /** Reads {@code iinf}. Entries of versions 0 and 1 have no type, so HEIF has no use for them. */
    static List<ItemInfo> readAll(BoxInfo iinf, byte[] file, HeifLimits limits) throws HeifException {
        ByteCursor in = iinf.payload(file);
        int version = in.u8();
        in.skip(3);
        long count = version == 0 ? in.u16() : in.u32();
        List<BoxInfo> entries = iinf.children().stream()
                .filter(box -> box.type().equals("infe"))
                .toList();
        if (count != entries.size()) {
            throw in.error("entry_count is " + count + " where " + entries.size() + " 'infe' boxes are");
        }
        if (count > limits.maxItems()) {
            throw in.error(count + " items, at most " + limits.maxItems() + " are allowed");
        }
        List<ItemInfo> items = new ArrayList<>();
        for (BoxInfo entry : entries) {
            ByteCursor body = entry.payload(file);
            int entryVersion = body.u8();
            if (entryVersion == 2 || entryVersion == 3) {
                items.add(read(body, entryVersion));
            } else if (entryVersion > 3) {
                throw body.error("version is " + entryVersion + ", only 0..3 is known");
            }
        }
        return items;
    }

    private static ItemInfo read(ByteCursor in, int version) throws HeifException {
        boolean hidden = (in.uint(3) & 1) == 1;
        long id = version == 2 ? in.u16() : in.u32();
        in.skip(2);
        String type = in.fourCc();
        String name = in.string();
        String contentType = type.equals("mime") ? in.string() : "";
        return new ItemInfo(id, type, hidden, name, contentType);
    }
}
