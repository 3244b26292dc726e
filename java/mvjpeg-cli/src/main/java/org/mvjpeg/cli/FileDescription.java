package org.mvjpeg.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.heif.BoxInfo;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;

/**
 * All that {@code info} tells of a file.
 *
 * @param file its path
 * @param bytes of the whole file
 * @param brands the major brand first
 * @param boxes as they lie in the file
 * @param primary the picture to show
 * @param items all items, the primary one too
 * @param metadata what is told of the primary picture, in words; empty for nothing
 */
record FileDescription(
        Path file,
        long bytes,
        List<String> brands,
        List<BoxInfo> boxes,
        ItemDescription primary,
        List<ItemDescription> items,
        Map<String, String> metadata) {

    /** Describes a file. @throws HeifException if it is broken or asks for what is not supported */
    static FileDescription of(Path file, byte[] bytes) throws HeifException {
        HeifFile heif = HeifFile.read(bytes, MvjpegDecoder.defaultLimits());
        List<ItemDescription> items = new ArrayList<>();
        for (HeifItem item : heif.items()) {
            items.add(ItemDescription.of(heif, item));
        }
        ItemDescription primary = ItemDescription.of(heif, heif.primary());
        if (primary.coded().isEmpty()) {
            throw new HeifException("the primary item is of type '" + primary.type()
                    + "', only pictures of type 'hvc1', 'grid', 'iden' and 'iovl' are supported");
        }
        return new FileDescription(file, bytes.length, heif.brands(), heif.boxes(), primary, items, metadata(heif));
    }

    private static Map<String, String> metadata(HeifFile heif) throws HeifException {
        Map<String, String> told = new LinkedHashMap<>();
        Optional<byte[]> block = heif.exif();
        if (block.isPresent()) {
            told.put("Exif", block.get().length + " bytes");
            try {
                Exif exif = Exif.of(block.get());
                told.put("location", exif.hasLocation() ? "told by Exif (GPS)" : "not told");
                exif.text(Exif.Text.TAKEN).ifPresent(time -> told.put("taken", time));
                exif.resolution()
                        .ifPresent(dpi -> told.put(
                                "resolution",
                                String.format(Locale.ROOT, "%.5gx%.5g dpi", dpi.horizontal(), dpi.vertical())));
            } catch (IllegalArgumentException e) {
                told.put("Exif", block.get().length + " bytes, broken: " + e.getMessage());
            }
        }
        heif.xmp().ifPresent(packet -> told.put("XMP", packet.length + " bytes"));
        return told;
    }

    /** Bits of the whole file per pixel that is shown. */
    double bitsPerPixel() {
        return 8.0
                * bytes
                / ((double) primary.size().orElseThrow().width()
                        * primary.size().orElseThrow().height());
    }
}
