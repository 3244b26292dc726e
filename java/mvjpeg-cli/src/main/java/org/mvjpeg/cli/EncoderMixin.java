package org.mvjpeg.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.mvjpeg.codec.Device;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.Speed;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Encoder options; what is not given comes from the system properties, then from the codec's defaults. */
final class EncoderMixin {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup(exclusive = true)
    private Quantiser quantiser;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "For whom: machine (default), detection, human, or off for plain x265.")
    private Profile profile;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A network that 'mvjpeg train' wrote, instead of the profile's own.")
    private Path model;

    @Option(names = "--speed", paramLabel = "S", description = "fast, balanced (default) or best.")
    private Speed speed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads for one picture, 1 to 256 (default 1).")
    private Integer threads;

    @Option(
            names = "--tile",
            paramLabel = "N",
            description = {
                "A grid of tiles of at most N pixels a side, which --threads code in parallel:",
                "a multiple of 64, 256 to 4096; 0 for none (default)."
            })
    private Integer tile;

    @Option(
            names = "--bit-depth",
            paramLabel = "B",
            description = "Bits per sample: auto (default; 10 where the picture has more than 8), 8 or 10.")
    private String bitDepth;

    @Option(
            names = "--device",
            paramLabel = "D",
            description = "Where the network runs: auto (default), cpu or cuda. The output is the same.")
    private Device device;

    private static final class Quantiser {
        @Option(
                names = "--qp",
                paramLabel = "N",
                description =
                        "HEVC quantiser, 0 (finest) to 51 (default 32); 32.5 gives half of the picture the next one.")
        private Double qp;

        @Option(
                names = "--quality",
                paramLabel = "Q",
                description = "The same as an ImageIO quality: 0 is QP 48, 0.5 QP 32, 1 QP 13.")
        private Float quality;

        @Option(
                names = "--target-bytes",
                paramLabel = "N",
                description =
                        "The finest QP whose file takes at most N bytes and, where that can be had, at most 3 %% less.")
        private Long targetBytes;

        @Option(names = "--target-bpp", paramLabel = "X", description = "The same by bits of the file for each pixel.")
        private Double targetBitsPerPixel;
    }

    /** The option that asks for a quantiser or a size, as the user has to write it; empty if none does. */
    Optional<String> quantiserOption() {
        if (quantiser == null) {
            return Optional.empty();
        }
        if (quantiser.qp != null) {
            return Optional.of("--qp=N");
        }
        if (quantiser.quality != null) {
            return Optional.of("--quality=Q");
        }
        return Optional.of(quantiser.targetBytes != null ? "--target-bytes=N" : "--target-bpp=X");
    }

    /** The options asked for. @throws ParameterException naming the value and the limit if one is out of range */
    EncoderOptions options() {
        EncoderOptions.Builder builder = ofProperties();
        if (quantiser != null && quantiser.qp != null) {
            checked("option '--qp'", () -> builder.qp(quantiser.qp));
        }
        if (quantiser != null && quantiser.quality != null) {
            checked("option '--quality'", () -> builder.quality(quantiser.quality));
        }
        if (quantiser != null && quantiser.targetBytes != null) {
            checked("option '--target-bytes'", () -> builder.targetBytes(quantiser.targetBytes));
        }
        if (quantiser != null && quantiser.targetBitsPerPixel != null) {
            checked("option '--target-bpp'", () -> builder.targetBitsPerPixel(quantiser.targetBitsPerPixel));
        }
        if (profile != null) {
            builder.profile(profile);
        }
        if (model != null) {
            checked("option '--model'", () -> builder.model(model));
        }
        if (speed != null) {
            builder.speed(speed);
        }
        if (threads != null) {
            checked("option '--threads'", () -> builder.threads(threads));
        }
        if (tile != null) {
            checked("option '--tile'", () -> builder.tile(tile));
        }
        if (bitDepth != null) {
            checked("option '--bit-depth'", () -> builder.bitDepth(EncoderOptions.parseBitDepth(bitDepth)));
        }
        if (device != null) {
            builder.device(device);
        }
        return checked("encoder options", builder::build);
    }

    private EncoderOptions.Builder ofProperties() {
        try {
            return EncoderOptions.builder();
        } catch (IllegalArgumentException e) {
            // It names the property itself.
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private <T> T checked(String what, java.util.function.Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "Invalid value for " + what + ": " + e.getMessage(), e);
        }
    }
}
