package org.mvjpeg.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.mvjpeg.cli.Plan.Conversion;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.sets.OperatingPoint;
import org.mvjpeg.sets.SetOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mvjpeg encode}. */
@Command(
        name = "encode",
        description = "Encodes pictures as HEIC files.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every picture was encoded",
            "1:some input failed; the others were encoded",
            "2:the command line is wrong"
        })
final class EncodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private BatchMixin batch;

    @Mixin
    private EncoderMixin encoderOptions;

    @Mixin
    private SetMixin set;

    @Option(
            names = "--strip",
            description = {
                "Leaves out Exif (with the place where the picture was taken) and XMP;",
                "orientation and ICC profile are kept."
            })
    private boolean strip;

    @Mixin
    private CommonOptions common;

    /** What came of one picture. */
    private record Result(Conversion conversion, EncodedPicture picture, int bytes, long millis) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = new Console(command, common);
        boolean asSet = set.asked();
        EncoderOptions options = encoderOptions.options();
        Optional<SetOptions> budget = asSet
                ? Optional.of(set.options(options, encoderOptions.quantiserOption(), batch.jobs()))
                : Optional.empty();
        List<Conversion> plan = batch.plan(Suffixes.readable(), "heic", Suffixes.HEIC, console);
        if (plan.isEmpty()) {
            return console.exitCode();
        }
        if (budget.isPresent()) {
            encodeSet(plan, budget.get(), console);
        } else {
            encodeAll(plan, console, (conversion, encoder) -> {
                return encode(conversion, encoder, options, OptionalLong.empty(), console);
            });
        }
        return console.exitCode();
    }

    private void encodeSet(List<Conversion> plan, SetOptions options, Console console)
            throws IOException, InterruptedException {
        List<FilePicture> pictures =
                plan.stream().map(one -> new FilePicture(one, strip)).toList();
        SetEncoding encoding = new SetEncoding(options, set.work(batch.outputFolder()), set.compares(), console);
        encoding.run(pictures, shares -> {
            List<Conversion> shared = plan.stream().filter(shares::containsKey).toList();
            encodeAll(shared, console, (conversion, encoder) -> {
                OperatingPoint point = shares.get(conversion).point();
                return encode(conversion, encoder, options.at(point.qp()), OptionalLong.of(point.bytes()), console);
            });
        });
    }

    /** Makes one file. */
    @FunctionalInterface
    private interface Work {
        Result encode(Conversion conversion, MvjpegEncoder encoder) throws IOException;
    }

    private void encodeAll(List<Conversion> plan, Console console, Work work) throws InterruptedException {
        Summary summary = new Summary();
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            Batch.run("encode", plan, batch.jobs(), console, conversion -> work.encode(conversion, encoder), result -> {
                console.print(line(result));
                summary.add(result.bytes, (long) result.picture.width() * result.picture.height());
            });
        }
        if (plan.size() > 1) {
            console.print(summary.line("encoded", console.failures()));
        }
    }

    /** @param required bytes that the file must have; empty for any */
    private Result encode(
            Conversion conversion,
            MvjpegEncoder encoder,
            EncoderOptions options,
            OptionalLong required,
            Console console)
            throws IOException {
        Picture picture = ImageFiles.read(conversion.input());
        if (!strip && !picture.lost().isEmpty()) {
            console.warn(conversion.input(), "not kept: " + String.join(", ", picture.lost()));
        }
        PictureMetadata metadata = strip ? picture.metadata().stripped() : picture.metadata();
        long start = System.nanoTime();
        EncodedPicture encoded = encoder.encode(Pixels.of(picture.image()), options, metadata, ProgressListener.NONE);
        long millis = (System.nanoTime() - start) / 1_000_000;
        options.shortfall(encoded).ifPresent(note -> console.warn(conversion.input(), note));
        if (required.isPresent() && encoded.heif().length != required.getAsLong()) {
            throw new FileFailure("takes " + encoded.heif().length + " bytes and took " + required.getAsLong()
                    + " when the set was measured: it was changed meanwhile; run the command again");
        }
        AtomicFile.write(conversion.output(), encoded.heif());
        return new Result(conversion, encoded, encoded.heif().length, millis);
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "%s -> %s  %dx%d  QP %s  %d B  %.3f bpp  %d ms%s",
                result.conversion.input(),
                result.conversion.output(),
                result.picture.width(),
                result.picture.height(),
                Figures.qp(result.picture.fractionalQp()),
                result.bytes,
                result.picture.bitsPerPixel(),
                result.millis,
                result.picture.encodes() == 1 ? "" : "  " + result.picture.encodes() + " encodes");
    }
}
