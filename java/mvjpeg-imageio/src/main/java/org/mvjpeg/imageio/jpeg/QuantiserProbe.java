package org.mvjpeg.imageio.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mvjpeg.codec.JpegQuantiser;

/**
 * Finds out how coarsely a JPEG writer will quantise, by having it write a picture of 8x8 pixels: writers have defaults of their own, and
 * parameters and metadata may both hold tables.
 */
final class QuantiserProbe {
    private static final int SIDE = 8;

    /** A caller may ask for any quality; beyond this many they are found out anew. */
    private static final int MAX_KNOWN = 1000;

    /** Weak, so that another application's writer does not keep its class loader. */
    private final Map<ImageWriterSpi, Map<Request, OptionalInt>> known =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * The HEVC QP nearest in effect.
     *
     * @param metadata of the image, or {@code null}
     * @param param without a source region, or {@code null}
     * @return empty if the writer does not write such a picture or the tables are not to be had
     */
    OptionalInt qp(ImageWriterSpi provider, ImageTypeSpecifier type, IIOMetadata metadata, ImageWriteParam param) {
        boolean plain = metadata == null && !(param instanceof JPEGImageWriteParam jpeg && jpeg.areTablesSet());
        if (!plain) {
            return ask(provider, type, metadata, param);
        }
        Map<Request, OptionalInt> answers = known.computeIfAbsent(provider, key -> new ConcurrentHashMap<>());
        Request request = Request.of(type, param);
        OptionalInt answer = answers.get(request);
        if (answer == null) {
            answer = ask(provider, type, null, param);
            if (answers.size() < MAX_KNOWN) {
                answers.put(request, answer);
            }
        }
        return answer;
    }

    private static OptionalInt ask(
            ImageWriterSpi provider, ImageTypeSpecifier type, IIOMetadata metadata, ImageWriteParam param) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            AtWork.on(provider, () -> {
                write(provider.createWriterInstance(), type, metadata, param, bytes);
                return null;
            });
        } catch (IOException | RuntimeException e) {
            // The picture itself will fail likewise, before the caller's eyes.
            return OptionalInt.empty();
        }
        OptionalInt written = JpegQuantiser.qpOf(bytes.toByteArray());
        boolean abbreviated = written.isEmpty() && param instanceof JPEGImageWriteParam jpeg && jpeg.areTablesSet();
        return abbreviated
                ? OptionalInt.of(JpegQuantiser.qp(((JPEGImageWriteParam) param).getQTables()[0].getTable()))
                : written;
    }

    private static void write(
            ImageWriter writer,
            ImageTypeSpecifier type,
            IIOMetadata metadata,
            ImageWriteParam param,
            ByteArrayOutputStream bytes)
            throws IOException {
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(type.createBufferedImage(SIDE, SIDE), null, metadata), param);
        } finally {
            writer.dispose();
        }
    }

    /** What decides the tables where neither metadata nor parameters hold any. */
    private record Request(ImageTypeSpecifier type, String params, int mode, float quality) {
        private static Request of(ImageTypeSpecifier type, ImageWriteParam param) {
            boolean compressed = param != null && param.canWriteCompressed();
            int mode = compressed ? param.getCompressionMode() : ImageWriteParam.MODE_DEFAULT;
            boolean explicit = mode == ImageWriteParam.MODE_EXPLICIT
                    && (param.getCompressionTypes() == null || param.getCompressionType() != null);
            return new Request(
                    type,
                    param == null ? "" : param.getClass().getName(),
                    mode,
                    explicit ? param.getCompressionQuality() : -1);
        }
    }
}
