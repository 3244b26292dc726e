package org.mvjpeg.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.sets.fidelity.Upright;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mvjpeg compare}. */
@Command(
        name = "compare",
        description = {
            "Encodes a picture twice at one QP, with and without the preprocessing network, and shows both.",
            "Prints bytes, bpp and PSNR, and writes a PNG with the three pictures side by side."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:both were encoded and shown", "1:something failed", "2:the command line is wrong"})
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "IN", description = "The picture.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            description = "The side-by-side picture (default NAME-compare.png in the working folder).")
    private Path output;

    @Mixin
    private EncoderMixin encoderOptions;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Console console = new Console(command, common);
        EncoderOptions options = encoderOptions.options();
        Path png = output == null ? Path.of(Suffixes.base(input) + "-compare.png") : output;
        if (!Suffixes.of(png).equals("png")) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--output': '" + png + "' must end in .png");
        }
        try {
            if (Plan.real(png).equals(Plan.real(input))) {
                throw new FileFailure("the output " + png + " would overwrite the input");
            }
            compare(options, png, console);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            console.fail(input, e);
        }
        return console.exitCode();
    }

    private void compare(EncoderOptions options, Path png, Console console) throws IOException {
        Picture picture = ImageFiles.read(input);
        BufferedImage original =
                Upright.of(toSrgb(picture.image()), picture.metadata().orientation());
        Arm plain;
        Arm preprocessed;
        try (MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            preprocessed = Arm.code("preprocessed", original, options, encoder, decoder);
            EncoderOptions plainOptions = options.toBuilder()
                    .qp(preprocessed.encoded().fractionalQp())
                    .profile(Profile.OFF)
                    .build();
            plain = Arm.code("plain x265", original, plainOptions, encoder, decoder);
        }
        console.print(String.format(
                Locale.ROOT,
                "%s  %dx%d  QP %s  profile %s  speed %s",
                input,
                original.getWidth(),
                original.getHeight(),
                Figures.qp(preprocessed.encoded().fractionalQp()),
                options.profile().toString().toLowerCase(Locale.ROOT),
                options.speed().toString().toLowerCase(Locale.ROOT)));
        table(plain, preprocessed).forEach(console::print);
        AtomicFile.write(
                png,
                DecodedFile.of(SideBySide.paint(original, plain, preprocessed), "png")
                        .bytes());
        console.print("wrote " + png);
    }

    private static List<String> table(Arm plain, Arm preprocessed) {
        return new TextTable()
                .row("", "bytes", "bpp", "PSNR Y", "PSNR RGB")
                .row(row(plain))
                .row(row(preprocessed))
                .row(
                        "difference",
                        preprocessed.percentOf(plain),
                        "",
                        difference(preprocessed.psnr().luma(), plain.psnr().luma()),
                        difference(preprocessed.psnr().rgb(), plain.psnr().rgb()))
                .lines();
    }

    private static String[] row(Arm arm) {
        return new String[] {
            arm.name(),
            Integer.toString(arm.bytes()),
            arm.bitsPerPixel(),
            Psnr.format(arm.psnr().luma()) + " dB",
            Psnr.format(arm.psnr().rgb()) + " dB"
        };
    }

    private static String difference(double a, double b) {
        return Double.isFinite(a) && Double.isFinite(b) ? String.format(Locale.ROOT, "%+.2f dB", a - b) : "";
    }

    /** One 8-bit sRGB picture for the encoder, the ratios and the eye alike; alpha is laid on white. */
    private static BufferedImage toSrgb(BufferedImage image) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = copy.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return copy;
    }
}
