package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import org.mvjpeg.benchmarks.NativePicture;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Models;

/**
 * x265 and nothing else: the baseline of the benchmarks. Lies in the codec's package to use the codec's own context and settings, so
 * that both sides of a comparison are set in one place. The frame is filled once, outside of what is measured.
 */
public final class EncoderOnly implements AutoCloseable {
    private final X265Encoder encoder;

    private EncoderOnly(BufferedImage picture, Kernel kernel) {
        EncoderOptions options = EncoderOptions.builder().build();
        CodedSize size = CodedSize.of(picture.getWidth(), picture.getHeight());
        encoder = new X265Encoder(new X265Settings(
                size.width(),
                size.height(),
                options.qp(),
                X265Settings.Tuning.MACHINE,
                options.speed(),
                options.threads(),
                options.x265Options()));
        try (NativePicture pixels = new NativePicture(picture)) {
            kernel.process(pixels.source(), options.qp(), encoder.planes(), options.threads());
        }
    }

    /** Codes what the network makes of a picture: the very planes that the writer's x265 gets. */
    public static EncoderOnly ofPreprocessed(BufferedImage picture) {
        try (Kernel kernel = Kernel.load("cpu", Models.machine())) {
            return new EncoderOnly(picture, kernel);
        }
    }

    /** Codes a picture that was converted to I420 and nothing more. */
    public static EncoderOnly ofPlain(BufferedImage picture) {
        try (Kernel kernel = Kernel.converter("cpu")) {
            return new EncoderOnly(picture, kernel);
        }
    }

    /** Codes the frame; the picture's NAL units. */
    public byte[] encode() {
        return encoder.encode();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
