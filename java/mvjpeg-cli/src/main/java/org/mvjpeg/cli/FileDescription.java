package org.mvjpeg.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.heif.BoxInfo;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;

/**
 * All that {@code info} tells of a file.
 *
 * @param file its path
 * @param bytes of the whole file
 * @param brands the major brand first
 * @param boxes as they lie in the file
 * @param primary the picture to show
 * @param items all items, the primary one too
 */
record FileDescription(
        Path file,
        long bytes,
        List<String> brands,
        List<BoxInfo> boxes,
        ItemDescription primary,
        List<ItemDescription> items) {

    /** Describes a file. @throws HeifException if it is broken or asks for what is not supported */
    static FileDescription of(Path file, byte[] bytes) throws HeifException {
        HeifFile heif = HeifFile.read(bytes, HeifLimits.DEFAULT);
        List<ItemDescription> items = new ArrayList<>();
        for (HeifItem item : heif.items()) {
            items.add(ItemDescription.of(heif, item));
        }
        ItemDescription primary = ItemDescription.of(heif, heif.primary());
        if (primary.coded().isEmpty()) {
            throw new HeifException("the primary item is of type '" + primary.type()
                    + "', only pictures of type 'hvc1' and 'grid' are supported");
        }
        return new FileDescription(file, bytes.length, heif.brands(), heif.boxes(), primary, items);
    }

    /** Bits of the whole file per pixel that is shown. */
    double bitsPerPixel() {
        return 8.0
                * bytes
                / ((double) primary.size().orElseThrow().width()
                        * primary.size().orElseThrow().height());
    }
}
