package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import org.mvjpeg.benchmarks.NativePicture;

/**
 * x265 and nothing else: the baseline of the benchmarks. Lies in the codec's package to use the codec's own context and settings, so
 * that both sides of a comparison are set in one place. The frame is filled once, outside of what is measured.
 */
public final class EncoderOnly implements AutoCloseable {
    private final X265Encoder encoder;

    private EncoderOnly(BufferedImage picture, Profile network) {
        EncoderOptions options = EncoderOptions.builder().build();
        CodedSize size = CodedSize.of(picture.getWidth(), picture.getHeight());
        encoder = new X265Encoder(X265Settings.of(size, Byte.SIZE, options, X265Settings.Tuning.of(options.profile())));
        try (NativePicture pixels = new NativePicture(picture);
                Kernels kernels = new Kernels()) {
            kernels.process(options.toBuilder().profile(network).build(), pixels.source(), encoder.planes());
        }
    }

    /** Codes what the network makes of a picture: the very planes that the writer's x265 gets. */
    public static EncoderOnly ofPreprocessed(BufferedImage picture) {
        return new EncoderOnly(picture, EncoderOptions.builder().build().profile());
    }

    /** Codes a picture that was converted to I420 and nothing more. */
    public static EncoderOnly ofPlain(BufferedImage picture) {
        return new EncoderOnly(picture, Profile.OFF);
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
