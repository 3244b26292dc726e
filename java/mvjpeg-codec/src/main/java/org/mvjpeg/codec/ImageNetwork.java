package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.Optional;
import org.mvjpeg.kernel.Source;

/**
 * Networks on images without a codec. They work on 4:2:0 planes; what they change there is added to the image's own samples, so that
 * nothing is lost to a colour conversion there and back.
 */
final class ImageNetwork implements AutoCloseable {
    private final MemoryBudget.Account memory;
    private final Kernels kernels = new Kernels();

    /**
     * Loads the native libraries on first use.
     *
     * @throws CodecException if they cannot be loaded
     * @throws IllegalArgumentException if the system property {@code mvjpeg.maxBytes} is no positive size
     */
    ImageNetwork() {
        Kernels.load();
        Ffmpeg.load();
        this.memory = MemoryCeiling.shared().open();
    }

    /** Whether images of this layout can be changed. */
    static boolean accepts(RenderedImage image) {
        return image.getColorModel() != null
                && image.getWidth() <= Pixels.MAX_SIDE
                && image.getHeight() <= Pixels.MAX_SIDE
                && (long) image.getWidth() * image.getHeight() <= Pixels.MAX_PIXELS
                && ChangedSamples.of(image.getColorModel()) != null;
    }

    /** @throws IllegalArgumentException if the image is not {@link #accepts accepted} */
    static void requireAccepted(RenderedImage image) {
        if (!accepts(image)) {
            throw new IllegalArgumentException("only images of 8-bit RGB or gray samples, not premultiplied, up to "
                    + Pixels.MAX_PIXELS + " pixels can be changed by a network; this one is " + image);
        }
    }

    /**
     * Part of an image after a network.
     *
     * @param region in the image's own coordinates
     * @return a new image of the same colour model and layout; empty if the network changes nothing
     * @throws IllegalArgumentException naming the value and the limit
     * @throws CodecException if the network is not there, or a native library fails
     * @throws IllegalStateException if this is closed
     */
    Optional<BufferedImage> change(RenderedImage image, Rectangle region, int stepX, int stepY, NetworkRun run) {
        Interleaved samples = Pixels.of(image, region, stepX, stepY).samples();
        if (run.network().equals(Network.NONE)) {
            return Optional.empty();
        }
        long planes = WholePlanes.memory(samples.width(), samples.height(), Byte.BYTES);
        try (MemoryBudget.Reservation reserved = memory.reserve(StagingBuffer.memory(samples) + 2 * planes);
                WholePlanes before = new WholePlanes(samples.width(), samples.height(), Byte.BYTES);
                WholePlanes after = new WholePlanes(samples.width(), samples.height(), Byte.BYTES)) {
            StagingBuffer.with(reserved, samples, staged -> {
                Source source = MvjpegEncoder.source(staged, samples, false);
                kernels.convert(source, before.planes(), run.threads());
                kernels.process(run, source, after.planes());
                return null;
            });
            return before.sameAs(after)
                    ? Optional.empty()
                    : Optional.of(
                            ChangedSamples.of(image.getColorModel()).copy(image, region, stepX, stepY, before, after));
        }
    }

    /** Frees the kernels; those in use when their picture is done. */
    @Override
    public void close() {
        memory.close();
        kernels.close();
    }
}
