package org.mvjpeg.codec;

import org.mvjpeg.kernel.Planes;

/**
 * Ten bits of the samples themselves, and what the network changes in 8 bits on top: where it changes nothing the precision is the
 * source's. The kernel need not know of more than 8 bits for what few pictures have.
 */
final class TenBitFiller implements PlaneFiller {
    private final MemoryBudget.Reservation memory;
    private final Kernels kernels;
    private final EncoderOptions options;
    private final Pixels pixels;
    private final DeepSamples samples;

    /** @param memory with what {@link #memory(Pixels, EncoderOptions)} says */
    TenBitFiller(MemoryBudget.Reservation memory, Kernels kernels, EncoderOptions options, Pixels pixels) {
        this.memory = memory;
        this.kernels = kernels;
        this.options = options;
        this.pixels = pixels;
        this.samples = pixels.deepSamples();
    }

    /** Bytes that filling needs: for the network the samples in 8 bits, and planes with and without it. */
    static long memory(Pixels pixels, EncoderOptions options) {
        return hasNetwork(options)
                ? EightBitFiller.memory(pixels) + 2 * WholePlanes.memory(pixels.width(), pixels.height(), Byte.BYTES)
                : 0;
    }

    private static boolean hasNetwork(EncoderOptions options) {
        return options.profile() != Profile.OFF;
    }

    @Override
    public void colour(Planes planes) {
        if (!hasNetwork(options)) {
            fill(samples, planes, null);
            return;
        }
        try (WholePlanes network = new WholePlanes(pixels.width(), pixels.height(), Byte.BYTES);
                WholePlanes plain = new WholePlanes(pixels.width(), pixels.height(), Byte.BYTES)) {
            EightBitFiller.with(memory, kernels, options, pixels, filler -> {
                filler.colour(network.planes());
                filler.plainColour(plain.planes());
                return null;
            });
            fill(samples, planes, new TenBitColour.Edit(network, plain));
        }
    }

    @Override
    public void alpha(Planes planes) {
        fill(samples.ofAlpha(), planes, null);
    }

    /** What is coded has at least 16 samples a side. */
    private static void fill(DeepSamples samples, Planes planes, TenBitColour.Edit edit) {
        CodedSize even =
                new CodedSize(samples.width() + (samples.width() & 1), samples.height() + (samples.height() & 1));
        Planes shown = new Planes(
                planes.y(),
                planes.u(),
                planes.v(),
                planes.strideY(),
                planes.strideU(),
                planes.strideV(),
                even.width(),
                even.height());
        TenBitColour.fill(samples, shown, edit);
        EdgeFill.fill(planes, even, Short.BYTES);
    }
}
