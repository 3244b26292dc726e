package org.mvjpeg.codec;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What the decoder is asked for; immutable. Defaults come from the system properties {@code mvjpeg.postFilter}, {@code
 * mvjpeg.postFilterModel}, {@code mvjpeg.threads} and {@code mvjpeg.device}.
 */
public final class DecoderOptions {
    private final Precision precision;
    private final PostFilter postFilter;
    private final Path postFilterModel;
    private final int threads;
    private final Device device;

    private DecoderOptions(Builder builder) {
        this.precision = builder.precision;
        this.postFilter = builder.postFilter;
        this.postFilterModel = builder.postFilterModel;
        this.threads = builder.threads;
        this.device = builder.device;
    }

    /**
     * A builder that starts from the system properties, and from 8 bits, no post filter, one thread and device auto where none is set.
     *
     * @throws IllegalArgumentException if a property's value is not allowed
     */
    public static Builder builder() {
        return OptionProperties.applyTo(new Builder());
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.precision = precision;
        builder.postFilter = postFilter;
        builder.postFilterModel = postFilterModel;
        builder.threads = threads;
        builder.device = device;
        return builder;
    }

    public Precision precision() {
        return precision;
    }

    public PostFilter postFilter() {
        return postFilter;
    }

    /** The safetensors file of the network that stands in for the post filter's own; empty for its own. */
    public Optional<Path> postFilterModel() {
        return Optional.ofNullable(postFilterModel);
    }

    /** CPU threads that the post filter may use for one picture; the samples are the same with any number. */
    public int threads() {
        return threads;
    }

    /** Where the post filter runs. */
    public Device device() {
        return device;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecoderOptions o
                && precision == o.precision
                && postFilter == o.postFilter
                && Objects.equals(postFilterModel, o.postFilterModel)
                && threads == o.threads
                && device == o.device;
    }

    @Override
    public int hashCode() {
        return Objects.hash(precision, postFilter, postFilterModel, threads, device);
    }

    @Override
    public String toString() {
        return precision + ", post filter " + postFilter
                + (postFilterModel == null ? "" : ", model " + postFilterModel) + ", threads " + threads
                + ", device " + device;
    }

    /** Collects options; each setter checks its value and throws {@link IllegalArgumentException} with the value and the limit. */
    public static final class Builder {
        private Precision precision = Precision.EIGHT_BITS;
        private PostFilter postFilter = PostFilter.OFF;
        private Path postFilterModel;
        private int threads = 1;
        private Device device = Device.AUTO;

        private Builder() {}

        public Builder precision(Precision precision) {
            this.precision = Objects.requireNonNull(precision, "precision");
            return this;
        }

        public Builder postFilter(PostFilter filter) {
            this.postFilter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /**
         * A network of one's own, as {@code mvjpeg train-filter} writes it, instead of the post filter's; {@link PostFilter#OFF} runs none.
         * A decoder reads the file once.
         *
         * @throws IllegalArgumentException if the file cannot be read
         */
        public Builder postFilterModel(Path file) {
            this.postFilterModel = OptionValues.readable(file);
            return this;
        }

        /** CPU threads that the post filter may use for one picture, 1 to 256. */
        public Builder threads(int threads) {
            this.threads = OptionValues.checked("threads", threads, 1, EncoderOptions.MAX_THREADS);
            return this;
        }

        public Builder device(Device device) {
            this.device = Objects.requireNonNull(device, "device");
            return this;
        }

        public DecoderOptions build() {
            return new DecoderOptions(this);
        }
    }
}
