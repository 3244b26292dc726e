package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;

/**
 * One side of a comparison.
 *
 * @param name what it is called in tables and captions
 * @param encoded its file
 * @param decoded what a decoder makes of it
 * @param psnr of that to the original
 */
record Arm(String name, EncodedPicture encoded, BufferedImage decoded, Psnr psnr) {
    static Arm code(
            String name, BufferedImage original, EncoderOptions options, MvjpegEncoder encoder, MvjpegDecoder decoder)
            throws IOException {
        EncodedPicture encoded = encoder.encode(Pixels.of(original), options);
        BufferedImage decoded = decoder.decode(encoded.heif());
        return new Arm(name, encoded, decoded, Psnr.between(original, decoded));
    }

    int bytes() {
        return encoded.heif().length;
    }

    /** How much larger than another file this one is, in percent, with a sign. */
    String percentOf(Arm other) {
        return String.format(Locale.ROOT, "%+.1f %%", 100.0 * (bytes() - other.bytes()) / other.bytes());
    }

    String bitsPerPixel() {
        return String.format(Locale.ROOT, "%.3f", encoded.bitsPerPixel());
    }
}
