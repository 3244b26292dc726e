package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.Objects;

/**
 * The post filter on pictures that another decoder gave, of JPEG files above all: image in, image out. What codes them {@link
 * JpegQuantiser} tells from the file.
 *
 * <p>The network works on 4:2:0 planes. What it changes there is added to the image's own samples: where the network changes nothing,
 * neither does this. One filter serves many threads; its native memory counts against {@link MvjpegEncoder#maxBytes()}.
 */
public final class PictureFilter implements AutoCloseable {
    private final ImageNetwork network = new ImageNetwork();

    /**
     * A filter; loads the native libraries on first use.
     *
     * @throws CodecException if they cannot be loaded
     * @throws IllegalArgumentException if the system property {@code mvjpeg.maxBytes} is no positive size
     */
    public PictureFilter() {}

    /**
     * Whether images of this layout can be filtered: 8 bits per sample, RGB of any profile or gray, not premultiplied with alpha, no
     * palette, and no more pixels than can be written.
     */
    public static boolean accepts(RenderedImage image) {
        return ImageNetwork.accepts(image);
    }

    /**
     * A decoded picture as it is to be shown.
     *
     * @param qp of HEVC, or the one that costs as much as what the picture was coded with: {@link JpegQuantiser#qpOf}; 0 to 51
     * @param options of which post filter, model, threads and device count; without a model of one's own there is a network for {@link
     *     PostFilter#FIDELITY} alone, for JPEG
     * @return a new image of the same type, or the image itself if nothing changes
     * @throws IllegalArgumentException if the image is not {@link #accepts accepted}, the QP is outside its limits, or there is no network
     *     for that post filter
     * @throws CodecException if the network is not there, or a native library fails
     * @throws IllegalStateException if the filter is closed
     */
    public BufferedImage apply(BufferedImage image, int qp, DecoderOptions options) {
        Objects.requireNonNull(options, "options");
        OptionValues.checked("QP", qp, 0, EncoderOptions.MAX_QP);
        ImageNetwork.requireAccepted(image);
        Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
        return network.change(image, whole, 1, 1, NetworkRun.jpegPostFilter(options, qp))
                .orElse(image);
    }

    /** Frees the kernels; those in use when their picture is done. */
    @Override
    public void close() {
        network.close();
    }
}
