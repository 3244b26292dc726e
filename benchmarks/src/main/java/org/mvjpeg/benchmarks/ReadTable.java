package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.mvjpeg.codec.DecoderOnly;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.Profile;

/**
 * What reading takes beside FFmpeg's hevc decoder, plainly and with a post filter, on one thread. All three take turns; the shortest time
 * of each counts.
 */
public final class ReadTable {
    private static final int ROUNDS = 200;

    private ReadTable() {}

    /** @param arguments pictures, behind {@code --model FILE} for another network than the shipped one */
    public static void main(String[] arguments) throws IOException {
        DecoderOptions.Builder options = DecoderOptions.builder().postFilter(PostFilter.FIDELITY);
        List<String> pictures = List.of(arguments);
        if (arguments.length > 1 && arguments[0].equals("--model")) {
            options.postFilterModel(Path.of(arguments[1]));
            pictures = pictures.subList(2, pictures.size());
        }
        System.out.println("| picture | QP | decoder alone, ms/MP | plain | ratio | filtered | ratio |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        try (MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            for (String picture : pictures) {
                Path file = Path.of(picture);
                BufferedImage image = ImageIO.read(file.toFile());
                if (image == null) {
                    throw new IOException("ImageIO does not read " + file);
                }
                for (int qp : new int[] {32, 37}) {
                    EncoderOptions plain =
                            EncoderOptions.builder().qp(qp).profile(Profile.OFF).build();
                    byte[] heif = encoder.encode(Pixels.of(image), plain).heif();
                    double megapixels = image.getWidth() * image.getHeight() / 1e6;
                    double[] times = shortest(heif, decoder, options.build());
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %d | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                            file.getFileName(),
                            qp,
                            times[0] / megapixels,
                            times[1] / megapixels,
                            times[1] / times[0],
                            times[2] / megapixels,
                            times[2] / times[0]);
                }
            }
        }
    }

    private interface Reading {
        Object read() throws IOException;
    }

    /** Milliseconds of the decoder, of reading, and of reading with a post filter. */
    private static double[] shortest(byte[] heif, MvjpegDecoder decoder, DecoderOptions filtered) throws IOException {
        DecoderOnly alone = new DecoderOnly(heif);
        DecoderOptions plain = filtered.toBuilder().postFilter(PostFilter.OFF).build();
        List<Reading> readings = Stream.<Reading>of(
                        alone::decode, () -> decoder.decode(heif, plain), () -> decoder.decode(heif, filtered))
                .toList();
        double[] shortest = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < shortest.length; i++) {
                long start = System.nanoTime();
                readings.get(i).read();
                shortest[i] = Math.min(shortest[i], (System.nanoTime() - start) / 1e6);
            }
        }
        return shortest;
    }
}
