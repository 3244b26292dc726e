package org.mvjpeg.benchmarks.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.mvjpeg.benchmarks.PhotoLike;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.Speed;

/**
 * Times whole files, from a JPEG file to a coded one, and prints one Markdown table. Contestants take turns, every second round in the
 * opposite order; figures are medians over the rounds, and a ratio compares neighbours in time. Programs that the machine has not are left out.
 */
public final class FileTable {
    private static final int WIDTH = 1152;
    private static final int HEIGHT = 864;
    private static final int ROUNDS = 5;
    private static final int BATCH = 24;
    private static final int FEW = 4;

    private final BufferedImage picture;
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<List<Spent>> rounds = new ArrayList<>();
    private int heifEncAt = -1;

    private FileTable(BufferedImage picture) {
        this.picture = picture;
    }

    /** Runs for some five minutes. The table goes to standard output, progress to standard error. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Workplace workplace = new Workplace(PhotoLike.of(WIDTH, HEIGHT), BATCH);
                MvjpegEncoder encoder = new MvjpegEncoder()) {
            FileTable table =
                    new FileTable(ImageIO.read(workplace.inputs().get(0).toFile()));
            table.enter(new Contestants(workplace, encoder, table.picture), encoder);
            table.run();
            table.print();
        }
    }

    private void enter(Contestants ways, MvjpegEncoder encoder) throws IOException, InterruptedException {
        EncoderOptions defaults = EncoderOptions.builder().build();
        contestants.add(ways.ffmpeg(FEW));
        Optional<String> system = Program.find("ffmpeg");
        if (system.isPresent()) {
            contestants.add(ways.systemFfmpeg(FEW, system.get()));
        }
        contestants.add(ways.encoder("mvjpeg in one JVM", FEW, defaults));
        contestants.add(ways.encoder(
                "mvjpeg in one JVM, `off`",
                FEW,
                EncoderOptions.builder().profile(Profile.OFF).build()));
        contestants.add(ways.server("mvjpeg in one JVM, a picture for each core", BATCH, defaults));
        contestants.add(ways.commandLine("mvjpeg command line, " + BATCH + " pictures", defaults));
        contestants.add(ways.commandLinePerPicture("mvjpeg command line, a process per picture", 2, defaults));
        Optional<String> heifEnc = Program.find("heif-enc");
        if (heifEnc.isPresent()) {
            enterHeifEnc(ways, ways.heifEnc(2, heifEnc.get()), encoder);
        }
        Optional<String> vips = Program.find("vips");
        if (vips.isPresent()) {
            contestants.add(ways.vips(2, vips.get()));
        }
        contestants.add(ways.jpeg(FEW));
    }

    private void enterHeifEnc(Contestants ways, Contestant heifEnc, MvjpegEncoder encoder)
            throws IOException, InterruptedException {
        heifEncAt = contestants.size();
        contestants.add(heifEnc);
        heifEnc.turn().take();
        double psnr = psnr(heifEnc.output());
        EncoderOptions balanced = qpOf(psnr, EncoderOptions.builder().build(), encoder);
        contestants.add(ways.encoder("mvjpeg in one JVM, QP " + balanced.fractionalQp(), FEW, balanced));
        EncoderOptions fast = EncoderOptions.builder().speed(Speed.FAST).build();
        enterFast(ways, "`machine`, `fast`", qpOf(psnr, fast, encoder));
        EncoderOptions off = fast.toBuilder().profile(Profile.OFF).build();
        enterFast(ways, "`off`, `fast`", qpOf(psnr, off, encoder));
        // Without psychovisual optimisation, which PSNR counts as an error.
        EncoderOptions plain = off.toBuilder().x265Option("rd", "1").build();
        enterFast(ways, "`off`, `fast`, `rd=1`", qpOf(psnr, plain, encoder));
        // With fewer block sizes to try.
        EncoderOptions small = plain.toBuilder().x265Option("ctu", "16").build();
        enterFast(ways, "`off`, `fast`, `rd=1`, `ctu=16`", qpOf(psnr, small, encoder));
        contestants.add(ways.commandLine(
                "mvjpeg command line, " + BATCH + " pictures, QP " + balanced.fractionalQp(), balanced));
    }

    private void enterFast(Contestants ways, String name, EncoderOptions options) {
        String row = name + ", QP " + options.fractionalQp();
        contestants.add(ways.encoder("mvjpeg in one JVM, " + row, FEW, options));
        contestants.add(ways.server("mvjpeg in one JVM, a picture for each core, " + row, BATCH, options));
    }

    /** With the coarsest QP, in quarters, whose PSNR is at least this one. */
    private EncoderOptions qpOf(double psnr, EncoderOptions wanted, MvjpegEncoder encoder) throws IOException {
        double whole = qpOf(psnr, wanted, encoder, EncoderOptions.MAX_QP, 1);
        double quarters = qpOf(psnr, wanted, encoder, Math.min(whole + 0.75, EncoderOptions.MAX_QP), 0.25);
        return wanted.toBuilder().qp(quarters).build();
    }

    private double qpOf(double psnr, EncoderOptions wanted, MvjpegEncoder encoder, double coarsest, double step)
            throws IOException {
        for (double qp = coarsest; qp > 0; qp -= step) {
            EncoderOptions options = wanted.toBuilder().qp(qp).build();
            byte[] file = encoder.encode(Pixels.of(picture), options).heif();
            if (PsnrY.of(picture, ImageIO.read(new ByteArrayInputStream(file))) >= psnr) {
                return qp;
            }
        }
        throw new IllegalStateException("no QP reaches a PSNR of " + psnr + " dB");
    }

    private void run() throws IOException, InterruptedException {
        for (Contestant contestant : contestants) {
            contestant.turn().take();
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<Integer> order = new ArrayList<>();
            for (int k = 0; k < contestants.size(); k++) {
                order.add(k);
            }
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            Spent[] spent = new Spent[contestants.size()];
            for (int k : order) {
                spent[k] = contestants.get(k).turn().take();
            }
            rounds.add(Arrays.asList(spent));
            System.err.println("round " + (round + 1) + " of " + ROUNDS);
        }
    }

    private void print() throws IOException, InterruptedException {
        String other = heifEncAt < 0 ? "" : " speed to heif-enc | CPU to heif-enc |";
        System.out.println("| " + WIDTH + "x" + HEIGHT
                + " | files/s | CPU s per file | speed to FFmpeg | CPU to FFmpeg |" + other + " bytes | PSNR Y |");
        System.out.println("|---" + "|---:".repeat(heifEncAt < 0 ? 6 : 8) + "|");
        for (int k = 0; k < contestants.size(); k++) {
            int at = k;
            Contestant c = contestants.get(k);
            StringBuilder row = new StringBuilder("| " + c.name() + " | ");
            cell(row, "%.2f", 1 / median(round -> wall(round, at)));
            cell(row, "%.3f", median(round -> cpu(round, at)));
            ratios(row, 0, k);
            if (heifEncAt >= 0) {
                ratios(row, heifEncAt, k);
            }
            cell(row, "%.0f", Files.size(c.output()));
            cell(row, "%.2f", psnr(c.output()));
            System.out.println(row.toString().strip());
        }
    }

    private void ratios(StringBuilder row, int reference, int contestant) {
        cell(row, "%.2f", median(round -> wall(round, reference) / wall(round, contestant)));
        cell(row, "%.2f", median(round -> cpu(round, contestant) / cpu(round, reference)));
    }

    private static void cell(StringBuilder row, String format, double value) {
        row.append(String.format(Locale.ROOT, format + " | ", value));
    }

    private interface Figure {
        double of(List<Spent> round);
    }

    private double median(Figure figure) {
        double[] sorted = rounds.stream().mapToDouble(figure::of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private double wall(List<Spent> round, int contestant) {
        return round.get(contestant).wall() / 1e9 / contestants.get(contestant).pictures();
    }

    private double cpu(List<Spent> round, int contestant) {
        return round.get(contestant).cpu() / 1e9 / contestants.get(contestant).pictures();
    }

    private double psnr(Path file) throws IOException, InterruptedException {
        if (!file.toString().endsWith(".hevc")) {
            return PsnrY.of(picture, ImageIO.read(file.toFile()));
        }
        Path png = file.resolveSibling("decoded.png");
        Program.run(List.of(Contestants.ffmpegProgram(), "-v", "error", "-y", "-i", file.toString(), png.toString()));
        return PsnrY.of(picture, ImageIO.read(png.toFile()));
    }
}
