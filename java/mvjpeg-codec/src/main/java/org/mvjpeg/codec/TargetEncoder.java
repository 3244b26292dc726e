package org.mvjpeg.codec;

import java.time.Duration;
import java.util.Optional;

/** Codes a picture until its file comes near a target size from below. */
final class TargetEncoder {
    private final Pixels pixels;
    private final EncoderOptions options;
    private final Coding coding;

    /** Codes the picture once, at the options' quantiser. */
    @FunctionalInterface
    interface Coding {
        EncodedPicture encode(EncoderOptions options, ProgressListener listener);
    }

    /** @param options with a target size */
    TargetEncoder(Pixels pixels, EncoderOptions options, Coding coding) {
        this.pixels = pixels;
        this.options = options;
        this.coding = coding;
    }

    /** @throws TargetSizeException if the file takes more even at the coarsest quantiser */
    EncodedPicture encode(ProgressListener listener) {
        double step = options.allowsFractions() ? 1.0 / Quantiser.STEPS_PER_QP : 1;
        SizeSearch search = new SizeSearch(
                options.targetBytes(pixels.width(), pixels.height()), step, RateModel.of(pixels.samples()));
        Duration kernelTime = Duration.ZERO;
        Duration encoderTime = Duration.ZERO;
        for (Optional<Double> qp = search.next(); qp.isPresent(); qp = search.next()) {
            EncodedPicture trial =
                    coding.encode(options.toBuilder().qp(qp.get()).build(), share(listener, search.encodes()));
            search.add(new SizeSearch.Trial(qp.get(), trial));
            kernelTime = kernelTime.plus(trial.kernelTime());
            encoderTime = encoderTime.plus(trial.encoderTime());
        }
        EncodedPicture best = search.best();
        listener.onProgress(1);
        return new EncodedPicture(
                best.heif(),
                best.width(),
                best.height(),
                best.qp(),
                best.fractionalQp(),
                best.pictureBytes(),
                search.encodes(),
                kernelTime,
                encoderTime);
    }

    /** Half of what is left for each encode, since there may always be another. Thumbnails are told of once. */
    private static ProgressListener share(ProgressListener listener, int encodes) {
        float rest = Math.scalb(1f, -encodes);
        return new ProgressListener() {
            @Override
            public boolean onProgress(float fraction) {
                return listener.onProgress(1 - rest + rest * fraction / 2);
            }

            @Override
            public boolean onThumbnailProgress(int index, float fraction) {
                return encodes > 0 || listener.onThumbnailProgress(index, fraction);
            }
        };
    }
}
