package org.mvjpeg.imageio.jpeg;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.metadata.IIOMetadata;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Preprocessor;
import org.mvjpeg.imageio.internal.Shared;
import org.mvjpeg.imageio.internal.SourceRegion;

/**
 * Has the preprocessing network pass over an image before another JPEG writer writes it. Everything else is that writer's: parameters,
 * metadata, thumbnails, listeners, sequences. What the network does not take, such as rasters, CMYK, palettes and 16 bits, goes to it as it is.
 */
public final class PreprocessingJpegWriter extends ForwardingImageWriter {
    private static final AtomicBoolean FAILURE_TOLD = new AtomicBoolean();

    private final PreprocessingJpegWriterSpi provider;
    private final Shared<Preprocessor> preprocessor;
    private final QuantiserProbe probe;

    PreprocessingJpegWriter(
            PreprocessingJpegWriterSpi provider,
            Delegate delegate,
            Shared<Preprocessor> preprocessor,
            QuantiserProbe probe) {
        super(provider, delegate);
        this.provider = provider;
        this.preprocessor = preprocessor;
        this.probe = probe;
    }

    @Override
    public void write(IIOMetadata streamMetadata, IIOImage image, ImageWriteParam param) throws IOException {
        chooseDelegate(image);
        hand(image, param, (coded, coding) -> super.write(streamMetadata, coded, coding));
    }

    @Override
    public void writeToSequence(IIOImage image, ImageWriteParam param) throws IOException {
        hand(image, param, super::writeToSequence);
    }

    @Override
    public void writeInsert(int imageIndex, IIOImage image, ImageWriteParam param) throws IOException {
        hand(image, param, (coded, coding) -> super.writeInsert(imageIndex, coded, coding));
    }

    /** Some writers encode some types only; without JPEG mode ImageIO would have asked the next. */
    private void chooseDelegate(IIOImage image) {
        if (image == null || image.hasRaster()) {
            return;
        }
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image.getRenderedImage());
        if (!delegateProvider().canEncodeImage(type)) {
            Delegate other = provider.createDelegateFor(type);
            if (other != null) {
                replaceDelegate(other);
            }
        }
    }

    private void hand(IIOImage image, ImageWriteParam param, Write write) throws IOException {
        clearAbortRequest();
        Job job = new Job(image, param);
        if (image != null && !image.hasRaster() && getOutput() != null && !AtWork.any()) {
            job = preprocessed(job);
            if (abortRequested()) {
                processWriteAborted();
                return;
            }
        }
        Job ready = job;
        AtWork.on(delegateProvider(), () -> {
            write.write(ready.image, ready.param);
            return null;
        });
    }

    /** The same job if the network does not take the image, or changes nothing. */
    private Job preprocessed(Job job) {
        RenderedImage image = job.image.getRenderedImage();
        Optional<ImageWriteParam> whole = wholeImage(job.param);
        if (!Preprocessor.accepts(image) || choosesBands(job.param, image) || job.param != null && whole.isEmpty()) {
            return job;
        }
        OptionalInt qp = probe.qp(
                delegateProvider(),
                ImageTypeSpecifier.createFromRenderedImage(image),
                job.image.getMetadata(),
                whole.orElse(null));
        if (qp.isEmpty()) {
            return job;
        }
        try (var lease = preprocessor.borrow()) {
            return process(lease.codec(), image, job.param, qp.getAsInt())
                    .map(changed -> new Job(
                            new IIOImage(changed, job.image.getThumbnails(), job.image.getMetadata()),
                            whole.orElse(null)))
                    .orElse(job);
        } catch (RuntimeException | LinkageError e) {
            // Whatever it is, a JPEG can be written without us.
            warn(e);
            return job;
        }
    }

    private static Optional<BufferedImage> process(
            Preprocessor preprocessor, RenderedImage image, ImageWriteParam param, int qp) {
        Rectangle bounds = new Rectangle(image.getMinX(), image.getMinY(), image.getWidth(), image.getHeight());
        EncoderOptions options = EncoderOptions.builder().qp(qp).build();
        return param == null
                ? preprocessor.process(image, bounds, 1, 1, options)
                : preprocessor.process(
                        image,
                        SourceRegion.of(param, bounds),
                        param.getSourceXSubsampling(),
                        param.getSourceYSubsampling(),
                        options);
    }

    private Optional<ImageWriteParam> wholeImage(ImageWriteParam param) {
        if (param == null) {
            return Optional.empty();
        }
        boolean whole = param.getSourceRegion() == null
                && param.getSourceXSubsampling() == 1
                && param.getSourceYSubsampling() == 1
                && param.getSourceBands() == null;
        return whole ? Optional.of(param) : WholeImageParam.of(param, getDefaultWriteParam());
    }

    private static boolean choosesBands(ImageWriteParam param, RenderedImage image) {
        int[] bands = param == null ? null : param.getSourceBands();
        int count = image.getSampleModel().getNumBands();
        return bands != null && !Arrays.equals(bands, IntStream.range(0, count).toArray());
    }

    private void warn(Throwable failure) {
        String message = "The picture is not preprocessed: " + failure;
        if (FAILURE_TOLD.compareAndSet(false, true)) {
            System.getLogger("org.mvjpeg.imageio").log(Level.WARNING, message);
        }
        processWarningOccurred(0, message);
    }

    private record Job(IIOImage image, ImageWriteParam param) {}

    @FunctionalInterface
    private interface Write {
        void write(IIOImage image, ImageWriteParam param) throws IOException;
    }
}
