package org.mvjpeg.heif;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Items, properties and references of a file to be written; knows the boxes and their order, not what they mean. */
final class HeifLayout {
    private static final int MDAT_HEADER = 8;
    private static final int ESSENTIAL = 0x80;
    private static final int HIDDEN = 1;
    private static final int MAX_ITEMS = 0xffff;
    private static final int FILE_OFFSET = 0;
    private static final int IDAT_OFFSET = 1;

    private final List<String> brands;
    private final List<Item> items = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<ItemProperty> properties = new ArrayList<>();

    /** @param derived whether the data are a few bytes that stand in {@code meta} itself */
    private record Item(
            int id,
            String type,
            String contentType,
            boolean hidden,
            boolean derived,
            byte[] data,
            List<Integer> associations) {}

    private record Reference(String type, int from, List<Integer> to) {}

    /** @param brands the major brand first */
    HeifLayout(List<String> brands) {
        this.brands = brands;
    }

    /**
     * Adds an item; the first is the primary one. Equal properties are stored once.
     *
     * @return the item's id
     */
    int add(String type, String contentType, byte[] data, List<ItemProperty> itsProperties) {
        return add(type, contentType, false, false, data, itsProperties);
    }

    /** Adds an item that is not to be shown by itself. @return the item's id */
    int addHidden(String type, byte[] data, List<ItemProperty> itsProperties) {
        return add(type, "", true, false, data, itsProperties);
    }

    /** Adds an item whose data say how others make it up. @return the item's id */
    int addDerived(String type, byte[] data, List<ItemProperty> itsProperties) {
        return add(type, "", false, true, data, itsProperties);
    }

    private int add(
            String type,
            String contentType,
            boolean hidden,
            boolean derived,
            byte[] data,
            List<ItemProperty> itsProperties) {
        if (items.size() == MAX_ITEMS) {
            throw new IllegalArgumentException("more than " + MAX_ITEMS + " items");
        }
        List<Integer> associations = new ArrayList<>();
        for (ItemProperty property : itsProperties) {
            if (!properties.contains(property)) {
                properties.add(property);
            }
            int index = properties.indexOf(property) + 1;
            associations.add(index | (ItemPropertyBoxes.isEssential(property) ? ESSENTIAL : 0));
        }
        int id = items.size() + 1;
        items.add(new Item(id, type, contentType, hidden, derived, data, associations));
        return id;
    }

    void refer(String type, int from, int to) {
        refer(type, from, List.of(to));
    }

    /** @param to in the order that the reference's type asks for */
    void refer(String type, int from, List<Integer> to) {
        references.add(new Reference(type, from, List.copyOf(to)));
    }

    void writeTo(OutputStream out) throws IOException {
        BoxWriter head = new BoxWriter();
        head.box("ftyp", box -> {
            box.fourCc(brands.get(0)).u32(0);
            brands.forEach(box::fourCc);
        });
        // Field sizes do not depend on values, so a first pass tells where the data will lie.
        long metaSize = meta(0).length;
        byte[] ftyp = head.toByteArray();
        long dataStart = ftyp.length + metaSize + MDAT_HEADER;
        List<Item> inFile = items.stream().filter(item -> !item.derived).toList();
        long dataSize = inFile.stream().mapToLong(item -> item.data.length).sum();
        if (dataStart + dataSize > 0xffffffffL) {
            throw new IOException("the file would have " + (dataStart + dataSize) + " bytes, 4294967295 are possible");
        }
        out.write(ftyp);
        out.write(meta(dataStart));
        out.write(new BoxWriter().u32(MDAT_HEADER + dataSize).fourCc("mdat").toByteArray());
        for (Item item : inFile) {
            out.write(item.data);
        }
    }

    private byte[] meta(long dataStart) {
        List<Item> derived = items.stream().filter(item -> item.derived).toList();
        BoxWriter out = new BoxWriter();
        out.fullBox("meta", 0, 0, meta -> {
            meta.fullBox("hdlr", 0, 0, box -> box.u32(0)
                    .fourCc("pict")
                    .bytes(new byte[12])
                    .string(""));
            meta.fullBox("pitm", 0, 0, box -> box.u16(1));
            // FFmpeg's demuxer refuses what later versions than needed add.
            meta.fullBox("iloc", derived.isEmpty() ? 0 : 1, 0, box -> locations(box, dataStart, !derived.isEmpty()));
            meta.fullBox("iinf", 0, 0, box -> {
                box.u16(items.size());
                items.forEach(item -> info(box, item));
            });
            if (!references.isEmpty()) {
                meta.fullBox(
                        "iref",
                        0,
                        0,
                        box -> references.forEach(reference -> box.box(
                                reference.type,
                                inner -> reference.to.forEach(
                                        inner.u16(reference.from).u16(reference.to.size())::u16))));
            }
            meta.box("iprp", iprp -> {
                iprp.box("ipco", ipco -> properties.forEach(property -> ItemPropertyBoxes.write(ipco, property)));
                iprp.fullBox("ipma", 0, 0, this::associations);
            });
            if (!derived.isEmpty()) {
                meta.box("idat", box -> derived.forEach(item -> box.bytes(item.data)));
            }
        });
        return out.toByteArray();
    }

    /**
     * Offsets and lengths of four bytes.
     *
     * @param methods whether there is a field that says what an offset counts from, as version 1 has it
     */
    private void locations(BoxWriter box, long dataStart, boolean methods) {
        box.u16(0x4400).u16(items.size());
        long inFile = dataStart;
        long inMeta = 0;
        for (Item item : items) {
            box.u16(item.id);
            if (methods) {
                box.u16(item.derived ? IDAT_OFFSET : FILE_OFFSET);
            }
            box.u16(0).u16(1).u32(item.derived ? inMeta : inFile).u32(item.data.length);
            if (item.derived) {
                inMeta += item.data.length;
            } else {
                inFile += item.data.length;
            }
        }
    }

    private static void info(BoxWriter iinf, Item item) {
        iinf.fullBox("infe", 2, item.hidden ? HIDDEN : 0, box -> {
            box.u16(item.id).u16(0).fourCc(item.type).string("");
            if (item.type.equals("mime")) {
                box.string(item.contentType);
            }
        });
    }

    private void associations(BoxWriter box) {
        List<Item> described =
                items.stream().filter(item -> !item.associations.isEmpty()).toList();
        box.u32(described.size());
        for (Item item : described) {
            box.u16(item.id).u8(item.associations.size());
            item.associations.forEach(box::u8);
        }
    }
}
