package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Source;

/** The pixels of a picture in native memory, as the kernel reads them. */
public final class NativePicture implements AutoCloseable {
    private final BytePointer pixels;
    private final Source source;

    /** Copies the pixels of a {@code TYPE_3BYTE_BGR} picture. */
    public NativePicture(BufferedImage picture) {
        if (picture.getType() != BufferedImage.TYPE_3BYTE_BGR) {
            throw new IllegalArgumentException("picture of type " + picture.getType() + ", TYPE_3BYTE_BGR is needed");
        }
        int width = picture.getWidth();
        pixels = new BytePointer(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
        source = new Source(pixels, 3L * width, 3, 2, 1, 0, width, picture.getHeight());
    }

    /** The pixels; valid until {@link #close}. */
    public Source source() {
        return source;
    }

    @Override
    public void close() {
        pixels.close();
    }
}
