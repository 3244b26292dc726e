package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.function.Supplier;

/** The image that is decoded to; its memory is taken when the first data have decoded, not when a header claims a size. */
final class Destination {
    private final Supplier<BufferedImage> factory;
    private BufferedImage image;

    Destination(Supplier<BufferedImage> factory) {
        this.factory = factory;
    }

    BufferedImage image() {
        if (image == null) {
            image = factory.get();
        }
        return image;
    }

    /** All samples of the image, without gaps. */
    byte[] samples() {
        return ((DataBufferByte) image().getRaster().getDataBuffer()).getData();
    }
}
