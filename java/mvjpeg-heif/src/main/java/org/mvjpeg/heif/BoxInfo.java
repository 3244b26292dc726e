package org.mvjpeg.heif;

import java.util.List;
import java.util.Optional;

/**
 * Where a box lies in its file.
 *
 * @param type four-character code, bytes outside printable ASCII as {@code \xNN}
 * @param offset of the box's first byte in the file
 * @param size in bytes, header included
 * @param headerSize bytes before the payload; a FullBox's version and flags count as payload
 * @param children boxes inside, for the containers that matter to HEIF
 */
public record BoxInfo(String type, long offset, long size, int headerSize, List<BoxInfo> children) {
    public BoxInfo {
        children = List.copyOf(children);
    }

    /** The child of that type, which the standard allows once. */
    Optional<BoxInfo> child(String childType) throws HeifException {
        List<BoxInfo> found =
                children.stream().filter(box -> box.type.equals(childType)).toList();
        if (found.size() > 1) {
            throw found.get(1).error("the second in " + place() + ", one is allowed");
        }
        return found.stream().findFirst();
    }

    BoxInfo requiredChild(String childType) throws HeifException {
        return child(childType).orElseThrow(() -> error("no '" + childType + "' box inside"));
    }

    ByteCursor payload(byte[] file) {
        return ByteCursor.of(file, (int) offset + headerSize, (int) (offset + size), place());
    }

    HeifException error(String message) {
        return new HeifException(place() + ": " + message);
    }

    private String place() {
        return "box '" + type + "' at " + offset;
    }
}
