package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.kernel.Source;

/**
 * x265 and nothing else: the baseline of the benchmarks. Lies in the codec's package to use its very context and settings, so that
 * both sides of a comparison are set in one place. The frame is filled once, outside of what is measured.
 */
public final class EncoderOnly implements AutoCloseable {
    private final X265Encoder encoder;

    private EncoderOnly(X265Encoder encoder) {
        this.encoder = encoder;
    }
}
