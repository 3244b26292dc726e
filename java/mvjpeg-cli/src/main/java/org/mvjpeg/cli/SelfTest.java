package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;

/** Encodes and decodes drawn pictures and checks what comes back. */
final class SelfTest {
    /** A drawn landscape at QP 32 stays well above this, dB. */
    private static final double LEAST_PSNR = 28;

    /**
     * The answer to one question.
     *
     * @param passed whether it is as it should be
     * @param what was checked, with what came out
     */
    record Check(boolean passed, String what) {}

    /** What a check measures. */
    @FunctionalInterface
    private interface Measurement {
        Check take() throws IOException;
    }

    private SelfTest() {}

    /** Runs all checks; a failure of a library is a failed check. */
    static List<Check> run() {
        List<Check> checks = new ArrayList<>();
        try (MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            checks.add(take("landscape", () -> landscape(encoder, decoder)));
            checks.add(take("flat black", () -> flat("flat black", 0, encoder, decoder)));
            checks.add(take("flat white", () -> flat("flat white", 255, encoder, decoder)));
        } catch (RuntimeException | LinkageError e) {
            checks.add(new Check(false, "libraries: " + Reasons.of(e)));
        }
        return checks;
    }

    private static Check take(String name, Measurement measurement) {
        try {
            return measurement.take();
        } catch (IOException | RuntimeException | LinkageError e) {
            return new Check(false, name + ": " + Reasons.of(e));
        }
    }

    private static Check landscape(MvjpegEncoder encoder, MvjpegDecoder decoder) throws IOException {
        BufferedImage drawn = DrawnPicture.landscape(321, 241);
        byte[] heif = encoder.encode(Pixels.of(drawn), options()).heif();
        double psnr = Psnr.between(drawn, decoder.decode(heif)).luma();
        return new Check(
                psnr >= LEAST_PSNR,
                String.format(
                        Locale.ROOT,
                        "landscape 321x241: %d bytes, PSNR Y %s dB (at least %.0f)",
                        heif.length,
                        Psnr.format(psnr),
                        LEAST_PSNR));
    }

    private static Check flat(String name, int level, MvjpegEncoder encoder, MvjpegDecoder decoder) throws IOException {
        BufferedImage drawn = DrawnPicture.flat(64, 64, level);
        byte[] heif = encoder.encode(Pixels.of(drawn), options()).heif();
        boolean exact =
                Double.isInfinite(Psnr.between(drawn, decoder.decode(heif)).rgb());
        return new Check(exact, name + (exact ? ": exact" : ": not exact"));
    }

    /** What an application gets that sets nothing but is known to be at the QP that the bound is for. */
    private static EncoderOptions options() {
        return EncoderOptions.builder().qp(32).build();
    }
}
