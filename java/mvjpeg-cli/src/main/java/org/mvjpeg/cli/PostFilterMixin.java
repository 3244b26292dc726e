package org.mvjpeg.cli;

import java.nio.file.Path;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.PostFilter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the network behind the decoder; what is not given comes from the system properties. */
final class PostFilterMixin {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--post-filter",
            paramLabel = "P",
            description = "A network behind the decoder: fidelity, machine, or off (default).")
    private PostFilter postFilter;

    @Option(
            names = "--post-filter-model",
            paramLabel = "FILE",
            description = "A network that 'mvjpeg train-filter' wrote, instead of the post filter's own.")
    private Path model;

    /** The options asked for. @throws ParameterException naming what is wrong */
    DecoderOptions options() {
        DecoderOptions.Builder builder = ofProperties();
        if (postFilter != null) {
            builder.postFilter(postFilter);
        }
        if (model == null) {
            return builder.build();
        }
        try {
            builder.postFilterModel(model);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--post-filter-model': " + e.getMessage(), e);
        }
        DecoderOptions options = builder.build();
        if (options.postFilter() == PostFilter.OFF) {
            throw new ParameterException(
                    command.commandLine(),
                    "Option '--post-filter-model' needs '--post-filter' with fidelity or machine");
        }
        return options;
    }

    private DecoderOptions.Builder ofProperties() {
        try {
            return DecoderOptions.builder();
        } catch (IllegalArgumentException e) {
            // It names the property itself.
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
