package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mvjpeg.cli.Plan.Conversion;
import org.mvjpeg.codec.DecoderOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mvjpeg decode}. */
@Command(
        name = "decode",
        description = {
            "Decodes HEIC files to PNG, or to what the output's suffix says.",
            "JPEG files are taken too, for the post filter's sake; inside folders only HEIC files are looked for."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every file was decoded",
            "1:some input failed; the others were decoded",
            "2:the command line is wrong"
        })
final class DecodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private BatchMixin batch;

    @Option(names = "--format", paramLabel = "F", description = "png (default), jpg or another that ImageIO writes.")
    private String format;

    @Mixin
    private PostFilterMixin postFilter;

    @Mixin
    private CommonOptions common;

    /** What came of one file. */
    private record Result(Conversion conversion, int width, int height, int bytes, long millis) {}

    @Override
    public Integer call() throws InterruptedException {
        Console console = new Console(command, common);
        String suffix = format();
        int jobs = batch.jobs();
        DecoderOptions options = postFilter.options();
        Set<String> allowed = format == null ? Suffixes.writable() : Set.of(suffix);
        List<Conversion> plan = batch.plan(Suffixes.HEIC, suffix, allowed, console);
        if (plan.isEmpty()) {
            return console.exitCode();
        }
        Summary summary = new Summary();
        try (PictureDecoding decoder = new PictureDecoding(options)) {
            Batch.run("decode", plan, jobs, console, conversion -> decode(conversion, decoder, console), result -> {
                console.print(line(result));
                summary.add(result.bytes, (long) result.width * result.height);
            });
        }
        if (plan.size() > 1) {
            console.print(summary.line("decoded", console.failures()));
        }
        return console.exitCode();
    }

    private String format() {
        if (format == null) {
            return "png";
        }
        String suffix = format.toLowerCase(Locale.ROOT);
        if (!Suffixes.writable().contains(suffix)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Invalid value for option '--format': '" + format + "' is none of "
                            + String.join(
                                    ", ", Suffixes.writable().stream().sorted().toList()));
        }
        return suffix;
    }

    private static Result decode(Conversion conversion, PictureDecoding decoder, Console console) throws IOException {
        byte[] bytes = Inputs.readBytes(conversion.input());
        String suffix = Suffixes.of(conversion.output());
        long start = System.nanoTime();
        Picture picture = decoder.decode(conversion.input(), bytes, suffix);
        long millis = (System.nanoTime() - start) / 1_000_000;
        BufferedImage image = picture.image();
        if (image.getColorModel().hasAlpha() && !DecodedFile.keepsAlpha(suffix)) {
            console.warn(conversion.input(), "not kept: alpha; ." + suffix + " has none, so it is laid on white");
        }
        DecodedFile file = DecodedFile.of(image, picture.told(), suffix);
        if (!file.unkept().isEmpty()) {
            console.warn(conversion.input(), "not kept: " + String.join(", ", file.unkept()));
        }
        AtomicFile.write(conversion.output(), file.bytes());
        return new Result(conversion, image.getWidth(), image.getHeight(), bytes.length, millis);
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "%s -> %s  %dx%d  %d B  %.3f bpp  %d ms",
                result.conversion.input(),
                result.conversion.output(),
                result.width,
                result.height,
                result.bytes,
                8.0 * result.bytes / ((double) result.width * result.height),
                result.millis);
    }
}
