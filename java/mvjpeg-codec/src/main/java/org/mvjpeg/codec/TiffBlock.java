package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A TIFF header with directories of entries (TIFF 6.0, section 2), all at absolute positions. Immutable. Reads what lies inside the
 * bytes and takes the rest for absent: no position in the data is trusted, and no chain of directories is followed.
 */
final class TiffBlock {
    /** Where the header tells the position of the first directory. */
    static final int FIRST = 4;

    static final int ASCII = 2;
    static final int SHORT = 3;
    static final int LONG = 4;
    static final int RATIONAL = 5;
    static final int UNDEFINED = 7;
    static final int UTF8 = 129;

    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int INLINE = 4;
    private static final int MAX_ENTRIES = 0xffff;

    private final ByteBuffer bytes;

    private TiffBlock(byte[] bytes, ByteOrder order) {
        this.bytes = ByteBuffer.wrap(bytes).order(order);
    }

    /** @throws IllegalArgumentException if there is no header, or the first directory lies outside */
    static TiffBlock of(byte[] tiff) {
        TiffBlock block = new TiffBlock(tiff.clone(), order(tiff));
        long first = Integer.toUnsignedLong(block.bytes.getInt(FIRST));
        if (first < HEADER || first + Short.BYTES > tiff.length) {
            throw new IllegalArgumentException(
                    "the first directory lies at " + first + ", outside a TIFF block of " + tiff.length + " bytes");
        }
        return block;
    }

    private static ByteOrder order(byte[] tiff) {
        if (tiff.length >= HEADER) {
            int magic = ByteBuffer.wrap(tiff).getInt();
            if (magic == 0x49492a00) {
                return ByteOrder.LITTLE_ENDIAN;
            }
            if (magic == 0x4d4d002a) {
                return ByteOrder.BIG_ENDIAN;
            }
        }
        throw new IllegalArgumentException("a TIFF block begins with a header of " + HEADER
                + " bytes, 'II*' or 'MM' first; these are " + tiff.length + " bytes that do not");
    }

    /** A block with an empty directory. */
    static TiffBlock empty() {
        return of(new byte[] {'M', 'M', 0, 42, 0, 0, 0, HEADER, 0, 0, 0, 0, 0, 0});
    }

    byte[] toByteArray() {
        return bytes.array().clone();
    }

    int length() {
        return bytes.capacity();
    }

    /**
     * An entry of a directory.
     *
     * @param at position of the entry
     * @param dataAt position of its values; -1 where they lie outside or have no known type
     * @param length of its values, bytes
     */
    record Entry(int at, int tag, int type, long count, int dataAt, int length) {
        /** Where the position of a directory stands that this entry points to. */
        int pointer() {
            return at + 8;
        }
    }

    /** Values to set; {@code data} in the block's byte order. */
    record Field(int tag, int type, int count, byte[] data) {}

    /** The first entry with a tag in the directory that {@code pointer} leads to. */
    Optional<Entry> entry(int pointer, int tag) {
        return entries(pointer).stream().filter(entry -> entry.tag == tag).findFirst();
    }

    /** The entries that lie inside. @param pointer position of the directory's position */
    private List<Entry> entries(int pointer) {
        List<Entry> entries = new ArrayList<>();
        int directory = directory(pointer);
        int count = count(directory);
        for (int at = directory + Short.BYTES; entries.size() < count && at + ENTRY <= length(); at += ENTRY) {
            entries.add(entry(at));
        }
        return entries;
    }

    private Entry entry(int at) {
        int type = Short.toUnsignedInt(bytes.getShort(at + 2));
        long count = Integer.toUnsignedLong(bytes.getInt(at + 4));
        long length = count * size(type);
        long dataAt = length <= INLINE ? at + 8 : Integer.toUnsignedLong(bytes.getInt(at + 8));
        boolean inside = length > 0 && dataAt + length <= length();
        return new Entry(
                at,
                Short.toUnsignedInt(bytes.getShort(at)),
                type,
                count,
                inside ? (int) dataAt : -1,
                inside ? (int) length : 0);
    }

    /** Bytes of a value; 0 for types that TIFF does not know. */
    private static int size(int type) {
        return switch (type) {
            case 1, ASCII, 6, UNDEFINED, UTF8 -> 1;
            case SHORT, 8 -> 2;
            case LONG, 9, 11 -> 4;
            case RATIONAL, 10, 12 -> 8;
            default -> 0;
        };
    }

    /** The position of a directory; -1 for none. */
    private int directory(int pointer) {
        if (pointer < 0 || pointer + Integer.BYTES > length()) {
            return -1;
        }
        long at = Integer.toUnsignedLong(bytes.getInt(pointer));
        return at >= HEADER && at + Short.BYTES <= length() ? (int) at : -1;
    }

    private int count(int directory) {
        return directory < 0 ? 0 : Short.toUnsignedInt(bytes.getShort(directory));
    }

    /** Where the position of the directory behind that one stands; may lie outside. */
    private int next(int pointer) {
        int directory = directory(pointer);
        return directory < 0 ? -1 : directory + Short.BYTES + count(directory) * ENTRY;
    }

    byte[] data(Entry entry) {
        return entry.dataAt < 0
                ? new byte[0]
                : Arrays.copyOfRange(bytes.array(), entry.dataAt, entry.dataAt + entry.length);
    }

    /** The first value of an entry of whole numbers; empty where it has none. */
    Optional<Long> number(Entry entry) {
        if (entry.dataAt < 0) {
            return Optional.empty();
        }
        return switch (entry.type) {
            case SHORT -> Optional.of((long) Short.toUnsignedInt(bytes.getShort(entry.dataAt)));
            case LONG -> Optional.of(Integer.toUnsignedLong(bytes.getInt(entry.dataAt)));
            default -> Optional.empty();
        };
    }

    /** The first value of an entry of rationals; empty where it has none that is positive. */
    Optional<Double> rational(Entry entry) {
        if (entry.dataAt < 0 || entry.type != RATIONAL) {
            return Optional.empty();
        }
        double numerator = Integer.toUnsignedLong(bytes.getInt(entry.dataAt));
        double denominator = Integer.toUnsignedLong(bytes.getInt(entry.dataAt + Integer.BYTES));
        double value = numerator / denominator;
        return value > 0 && Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    Field shortField(int tag, int value) {
        return new Field(
                tag, SHORT, 1, buffer(Short.BYTES).putShort((short) value).array());
    }

    Field longField(int tag, int value) {
        return new Field(tag, LONG, 1, buffer(Integer.BYTES).putInt(value).array());
    }

    Field rationalField(int tag, int numerator, int denominator) {
        return new Field(
                tag,
                RATIONAL,
                1,
                buffer(2 * Integer.BYTES).putInt(numerator).putInt(denominator).array());
    }

    ByteOrder byteOrder() {
        return bytes.order();
    }

    private ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(bytes.order());
    }

    /**
     * Sets entries of a directory. A value that lies inside an entry of that form is replaced in place; otherwise the directory is written
     * anew behind all else, so that nothing changes its place. Values outside entries are never written to: in broken blocks they may
     * be anything's.
     *
     * @param pointer position of the directory's position
     */
    TiffBlock with(int pointer, List<Field> fields) {
        byte[] patched = bytes.array().clone();
        List<Field> further = new ArrayList<>();
        for (Field field : fields) {
            Optional<Entry> same = entry(pointer, field.tag)
                    .filter(entry ->
                            entry.type == field.type && entry.count == field.count && field.data.length <= INLINE);
            if (same.isPresent()) {
                System.arraycopy(field.data, 0, patched, same.get().dataAt, field.data.length);
            } else {
                further.add(field);
            }
        }
        TiffBlock block = new TiffBlock(patched, bytes.order());
        return further.isEmpty() ? block : block.rewritten(pointer, further);
    }

    /** A directory as it shall be written: whole entries that are kept, or fields. */
    private record Line(int tag, byte[] kept, Field field) {}

    private TiffBlock rewritten(int pointer, List<Field> fields) {
        List<Line> lines = new ArrayList<>();
        for (Entry entry : entries(pointer)) {
            if (fields.stream().noneMatch(field -> field.tag == entry.tag)) {
                lines.add(new Line(entry.tag, Arrays.copyOfRange(bytes.array(), entry.at, entry.at + ENTRY), null));
            }
        }
        fields.forEach(field -> lines.add(new Line(field.tag, null, field)));
        if (lines.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(lines.size() + " entries; a directory has at most " + MAX_ENTRIES);
        }
        lines.sort(Comparator.comparingInt(Line::tag));

        int start = length() + (length() & 1);
        int dataAt = start + Short.BYTES + lines.size() * ENTRY + Integer.BYTES;
        int size = dataAt + fields.stream().mapToInt(TiffBlock::outside).sum();
        ByteBuffer out = ByteBuffer.allocate(size).order(bytes.order());
        out.put(bytes.array()).position(start);
        out.putShort((short) lines.size());
        for (Line line : lines) {
            if (line.kept != null) {
                out.put(line.kept);
                continue;
            }
            Field field = line.field;
            out.putShort((short) field.tag).putShort((short) field.type).putInt(field.count);
            if (field.data.length <= INLINE) {
                out.put(Arrays.copyOf(field.data, INLINE));
            } else {
                out.putInt(dataAt);
                out.put(dataAt, field.data);
                dataAt += outside(field);
            }
        }
        int next = next(pointer);
        out.putInt(next >= 0 && next + Integer.BYTES <= length() ? bytes.getInt(next) : 0);
        out.putInt(pointer, start);
        return new TiffBlock(out.array(), bytes.order());
    }

    /** Bytes that a field takes outside its entry, filled up to an even number. */
    private static int outside(Field field) {
        return field.data.length <= INLINE ? 0 : field.data.length + (field.data.length & 1);
    }
}
