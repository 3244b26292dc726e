package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an item's data lies.
 *
 * @param extents stretches of the file, checked to lie inside it
 * @param obstacle why the data cannot be had although the file is sound, if so
 */
record ItemLocation(List<Extent> extents, Optional<String> obstacle) {
    private static final int FILE_OFFSET = 0;
    private static final int IDAT_OFFSET = 1;

    /** Position in the file and length, bytes. */
    record Extent(int offset, int length) {}

    /** A stretch of the file that extents are relative to. */
    private record Source(long start, long length) {}

    long size() {
        return extents.stream().mapToLong(Extent::length).sum();
    }

    /** Reads {@code iloc}, versions 0 to 2. */
    static Map<Long, ItemLocation> readAll(BoxInfo iloc, Optional<BoxInfo> idat, byte[] file, HeifLimits limits)
            throws HeifException {
        ByteCursor in = iloc.payload(file);
        int version = in.u8();
        if (version > 2) {
            throw in.error("version is " + version + ", only 0..2 is known");
        }
        in.skip(3);
        int sizes = in.u16();
        int offsetSize = fieldSize(in, sizes >> 12);
        int lengthSize = fieldSize(in, sizes >> 8 & 0xf);
        int baseSize = fieldSize(in, sizes >> 4 & 0xf);
        int indexSize = version == 0 ? 0 : fieldSize(in, sizes & 0xf);
        long count = version < 2 ? in.u16() : in.u32();
        if (count > limits.maxItems()) {
            throw in.error(count + " items, at most " + limits.maxItems() + " are allowed");
        }
        Map<Long, ItemLocation> locations = new HashMap<>();
        for (long i = 0; i < count; i++) {
            long id = version < 2 ? in.u16() : in.u32();
            int method = version == 0 ? FILE_OFFSET : in.u16() & 0xf;
            int dataReference = in.u16();
            long base = in.uint(baseSize);
            int extentCount = in.u16();
            if (extentCount > limits.maxExtentsPerItem()) {
                throw in.error("item " + id + " has " + extentCount + " extents, at most " + limits.maxExtentsPerItem()
                        + " are allowed");
            }
            Optional<String> obstacle = obstacle(method, dataReference, idat);
            Source source =
                    method == IDAT_OFFSET && idat.isPresent() ? payload(idat.get()) : new Source(0, file.length);
            List<Extent> extents = new ArrayList<>();
            for (int j = 0; j < extentCount; j++) {
                in.skip(indexSize);
                long offset = in.uint(offsetSize);
                long length = in.uint(lengthSize);
                if (obstacle.isEmpty()) {
                    extents.add(extent(in, id, source, base, offset, length, extentCount));
                }
            }
            if (locations.put(id, new ItemLocation(List.copyOf(extents), obstacle)) != null) {
                throw in.error("item " + id + " occurs twice");
            }
        }
        return locations;
    }

    private static int fieldSize(ByteCursor in, int size) throws HeifException {
        if (size != 0 && size != 4 && size != 8) {
            throw in.error("a field size of " + size + " bytes, only 0, 4 and 8 are allowed");
        }
        return size;
    }

    private static Optional<String> obstacle(int method, int dataReference, Optional<BoxInfo> idat) {
        if (method > IDAT_OFFSET) {
            return Optional.of("construction method " + method + " is not supported");
        }
        if (dataReference != 0) {
            return Optional.of("its data lies in another file");
        }
        if (method == IDAT_OFFSET && idat.isEmpty()) {
            return Optional.of("its data lies in an 'idat' box, which is missing");
        }
        return Optional.empty();
    }

    private static Source payload(BoxInfo box) {
        return new Source(box.offset() + box.headerSize(), box.size() - box.headerSize());
    }

    private static Extent extent(
            ByteCursor in, long id, Source source, long base, long offset, long length, int extentCount)
            throws HeifException {
        boolean startsInside = base <= source.length() && offset <= source.length() - base;
        long room = startsInside ? source.length() - base - offset : 0;
        // ISO/IEC 14496-12 clause 8.11.3: a single extent without a length is all there is.
        long actual = length == 0 && extentCount == 1 ? room : length;
        if (!startsInside || actual > room) {
            throw in.error("item " + id + ": " + length + " bytes at " + base + " + " + offset + " reach beyond the "
                    + source.length() + " that are there");
        }
        return new Extent((int) (source.start() + base + offset), (int) actual);
    }
}
