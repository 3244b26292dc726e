package org.mvjpeg.codec;

/**
 * What the encoder is asked for; immutable. Defaults come from the system properties {@code mvjpeg.qp}, {@code mvjpeg.quality},
 * {@code mvjpeg.profile}, {@code mvjpeg.speed}, {@code mvjpeg.threads} and {@code mvjpeg.device}.
 */
public final class EncoderOptions {
    private EncoderOptions() {}

    /** A builder that starts from the system properties, and from QP 32, machine, balanced, one thread, auto where none is set. */
    public static Builder builder() {
        throw new UnsupportedOperationException();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        throw new UnsupportedOperationException();
    }

    /**
     * Maps an ImageIO quality to a quantiser: {@code round(51 - 38 * quality)}, so 0 is QP 51, 0.5 is QP 32 and 1 is QP 13.
     *
     * @throws IllegalArgumentException if quality is outside 0..1
     */
    public static int qpOfQuality(float quality) {
        throw new UnsupportedOperationException();
    }

    public int qp() {
        throw new UnsupportedOperationException();
    }

    public Profile profile() {
        throw new UnsupportedOperationException();
    }

    public Speed speed() {
        throw new UnsupportedOperationException();
    }

    public int threads() {
        throw new UnsupportedOperationException();
    }

    public Device device() {
        throw new UnsupportedOperationException();
    }

    /** Collects options; each setter checks its value and throws {@link IllegalArgumentException} with the value and the limit. */
    public static final class Builder {
        private Builder() {}

        /** HEVC quantiser, 0 (finest) to 51. */
        public Builder qp(int qp) {
            throw new UnsupportedOperationException();
        }

        /** Shorthand for {@code qp(qpOfQuality(quality))}. */
        public Builder quality(float quality) {
            throw new UnsupportedOperationException();
        }

        public Builder profile(Profile profile) {
            throw new UnsupportedOperationException();
        }

        public Builder speed(Speed speed) {
            throw new UnsupportedOperationException();
        }

        /** Threads that one picture may use, 1 to 256. */
        public Builder threads(int threads) {
            throw new UnsupportedOperationException();
        }

        public Builder device(Device device) {
            throw new UnsupportedOperationException();
        }

        public EncoderOptions build() {
            throw new UnsupportedOperationException();
        }
    }
}
