package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.PictureFilter;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.imageio.MvjpegMetadata;

/** Decodes files to be written in another format: HEIC and, for the post filter's sake, JPEG. Serves many threads. */
final class PictureDecoding implements AutoCloseable {
    private static final int SOI = 0xFFD8;

    private final DecoderOptions options;
    private final MvjpegDecoder decoder = new MvjpegDecoder();

    /** {@code null} until a JPEG is to be filtered. */
    private PictureFilter filter;

    /** @param options whose precision is chosen for each output */
    PictureDecoding(DecoderOptions options) {
        this.options = options;
    }

    /**
     * Decodes a file.
     *
     * @param bytes of the file
     * @param suffix of the output
     * @throws IOException whose message is fit for the user
     */
    Picture decode(Path file, byte[] bytes, String suffix) throws IOException {
        if (bytes.length > 1 && ((bytes[0] & 255) << 8 | bytes[1] & 255) == SOI) {
            return jpeg(file, bytes);
        }
        DecoderOptions precise =
                options.toBuilder().precision(DecodedFile.precision(suffix)).build();
        return new Picture(decoder.decode(bytes, precise), MvjpegMetadata.of(PictureInfo.of(bytes)));
    }

    private Picture jpeg(Path file, byte[] bytes) throws IOException {
        Picture picture = ImageFiles.read(file);
        if (options.postFilter() == PostFilter.OFF) {
            return picture;
        }
        int qp =
                JpegQuantiser.qpOf(bytes).orElseThrow(() -> new FileFailure("no quantisation table of luma was found"));
        BufferedImage image = picture.image();
        if (!PictureFilter.accepts(image)) {
            throw new FileFailure("a JPEG of these colours cannot be filtered, only RGB and gray");
        }
        return new Picture(filter().apply(image, qp, options), picture.told());
    }

    private synchronized PictureFilter filter() {
        if (filter == null) {
            filter = new PictureFilter();
        }
        return filter;
    }

    @Override
    public synchronized void close() {
        decoder.close();
        if (filter != null) {
            filter.close();
        }
    }
}
