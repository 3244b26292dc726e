package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.Objects;
import java.util.Optional;

/**
 * The preprocessing network without the codec: image in, image out, for a coder of one's own.
 *
 * <p>The network works on 4:2:0 planes. What it changes there is added to the image's own samples, so that nothing is lost to a colour
 * conversion there and back: where the network changes nothing, neither does this. The profile {@code machine} has a network of its own for it:
 * those before x265 were trained for that, and before JPEG cost small pictures bytes ({@code docs/jpeg-mode.md}). One preprocessor serves many threads; its native
 * memory counts against {@link MvjpegEncoder#maxBytes()}.
 */
public final class Preprocessor implements AutoCloseable {
    private final ImageNetwork network;

    /**
     * A preprocessor; loads the native libraries on first use.
     *
     * @throws CodecException if they cannot be loaded
     * @throws IllegalArgumentException if the system property {@code mvjpeg.maxBytes} is no positive size
     */
    public Preprocessor() {
        Ffmpeg.x265();
        this.network = new ImageNetwork();
    }

    /**
     * Whether images of this layout can be preprocessed: 8 bits per sample, RGB of any profile or gray, not premultiplied with alpha, no
     * palette, and no more pixels than can be written.
     */
    public static boolean accepts(RenderedImage image) {
        return ImageNetwork.accepts(image);
    }

    /**
     * A whole image as it should be coded.
     *
     * @return a new image of the same type, or the image itself if the network changes nothing
     * @throws IllegalArgumentException if the image is not {@link #accepts accepted}
     * @throws CodecException if a native library fails
     * @throws IllegalStateException if the preprocessor is closed
     */
    public BufferedImage process(BufferedImage image, EncoderOptions options) {
        return process(image, new Rectangle(image.getWidth(), image.getHeight()), 1, 1, options)
                .orElse(image);
    }

    /**
     * Part of an image as it should be coded: every {@code stepX}-th column and {@code stepY}-th row of a region, beginning with its
     * first. The network sees that part alone, as a decoder will.
     *
     * @param region in the image's own coordinates (minX, minY count); inside the image, not empty
     * @param stepX at least 1
     * @param stepY at least 1
     * @param options of which QP, profile, model, threads and device count
     * @return a new image of the same colour model and layout; empty if the network changes nothing
     * @throws IllegalArgumentException if the image is not {@link #accepts accepted}, or naming the value and the limit
     * @throws CodecException if a native library fails
     * @throws IllegalStateException if the preprocessor is closed
     */
    public Optional<BufferedImage> process(
            RenderedImage image, Rectangle region, int stepX, int stepY, EncoderOptions options) {
        Objects.requireNonNull(options, "options");
        ImageNetwork.requireAccepted(image);
        return network.change(image, region, stepX, stepY, NetworkRun.beforeOthers(options));
    }

    /** Frees the kernels; those in use when their picture is done. */
    @Override
    public void close() {
        network.close();
    }
}
