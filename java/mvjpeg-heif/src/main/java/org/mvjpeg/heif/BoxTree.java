package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.List;

/** Finds the boxes of a file and checks that each lies inside its parent. */
final class BoxTree {
    private static final int COMPACT_HEADER = 8;
    private static final int LARGE_SIZE = 8;
    private static final int USER_TYPE = 16;

    private final byte[] file;
    private final HeifLimits limits;
    private int boxes;

    private BoxTree(byte[] file, HeifLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    static List<BoxInfo> read(byte[] file, HeifLimits limits) throws HeifException {
        return new BoxTree(file, limits).readAll(0, file.length, 0);
    }

    private List<BoxInfo> readAll(int from, int to, int depth) throws HeifException {
        List<BoxInfo> found = new ArrayList<>();
        int position = from;
        while (position < to) {
            BoxInfo box = readOne(position, to, depth);
            found.add(box);
            position = Math.toIntExact(box.offset() + box.size());
        }
        return found;
    }

    private BoxInfo readOne(int from, int to, int depth) throws HeifException {
        if (++boxes > limits.maxBoxes()) {
            throw new HeifException("box at " + from + ": more than " + limits.maxBoxes() + " boxes");
        }
        if (depth >= limits.maxBoxDepth()) {
            throw new HeifException("box at " + from + ": nested deeper than " + limits.maxBoxDepth());
        }
        ByteCursor header = ByteCursor.of(file, from, to, "box header at " + from);
        long size = header.u32();
        String type = header.fourCc();
        int headerSize = COMPACT_HEADER;
        if (size == 1) {
            size = header.uint(LARGE_SIZE);
            headerSize += LARGE_SIZE;
        } else if (size == 0 && depth == 0) {
            size = to - from;
        }
        if (type.equals("uuid")) {
            headerSize += USER_TYPE;
        }
        BoxInfo leaf = new BoxInfo(type, from, size, headerSize, List.of());
        if (size < headerSize) {
            throw leaf.error("a size of " + size + " bytes is less than its header of " + headerSize);
        }
        if (size > to - from) {
            throw leaf.error("a size of " + size + " bytes where " + (to - from) + " are left");
        }
        int childrenAt = childrenAt(leaf);
        if (childrenAt < 0) {
            return leaf;
        }
        return new BoxInfo(type, from, size, headerSize, readAll(childrenAt, (int) (from + size), depth + 1));
    }

    /** Where the children of a container begin in the file; -1 for any other box. */
    private int childrenAt(BoxInfo box) throws HeifException {
        ByteCursor payload = box.payload(file);
        switch (box.type()) {
            case "iprp", "ipco" -> {}
            case "meta", "iref", "grpl" -> payload.skip(box.type().equals("grpl") ? 0 : 4);
            case "iinf" -> {
                int version = payload.u8();
                payload.skip(3 + (version == 0 ? 2 : 4));
            }
            default -> {
                return -1;
            }
        }
        return payload.position();
    }
}
