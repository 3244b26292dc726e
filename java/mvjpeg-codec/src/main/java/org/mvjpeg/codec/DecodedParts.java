package org.mvjpeg.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;

/**
 * Parts that another picture's tiles are asked for with: the last used ones are kept, so that each is decoded once where both are
 * divided alike, and once a row of tiles at worst.
 */
final class DecodedParts implements AutoCloseable {
    private final HeifFile file;
    private final int most;
    private final Map<Part, DecodedPart> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most parts that are held at a time, at least 1 */
    DecodedParts(HeifFile file, int most) {
        this.file = file;
        this.most = most;
    }

    /** Samples that are valid until the next call. */
    YuvPicture get(Part part) throws HeifException {
        DecodedPart decoded = open.get(part);
        if (decoded == null) {
            makeRoom();
            decoded = DecodedPart.decode(file, part);
            open.put(part, decoded);
        }
        return decoded.picture();
    }

    private void makeRoom() {
        if (open.size() < most) {
            return;
        }
        Part eldest = open.keySet().iterator().next();
        open.remove(eldest).close();
    }

    @Override
    public void close() {
        open.values().forEach(DecodedPart::close);
        open.clear();
    }
}
