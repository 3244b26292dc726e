package org.mvjpeg.imageio;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.codec.TargetSizeException;
import org.mvjpeg.imageio.internal.Shared;

/**
 * Writes HEIC files. Takes every kind of image and the parameters of every plug-in; the file leaves in one sequential write after
 * the picture has been coded, so neither an error nor {@link #abort()} leaves half a file. Holds nothing native itself.
 */
public final class MvjpegImageWriter extends ImageWriter {
    private static final int LEAST_THUMBNAIL = 16;
    private static final int LARGEST_THUMBNAIL = 512;

    private final Shared<MvjpegEncoder> encoder;

    MvjpegImageWriter(MvjpegImageWriterSpi provider, Shared<MvjpegEncoder> encoder) {
        super(provider);
        this.encoder = encoder;
    }

    @Override
    public MvjpegImageWriteParam getDefaultWriteParam() {
        return new MvjpegImageWriteParam(getLocale());
    }

    /** {@code null}: a HEIC file with one picture has no metadata of the stream. */
    @Override
    public IIOMetadata getDefaultStreamMetadata(ImageWriteParam param) {
        return null;
    }

    @Override
    public IIOMetadata getDefaultImageMetadata(ImageTypeSpecifier type, ImageWriteParam param) {
        return MvjpegMetadata.of(type);
    }

    @Override
    public IIOMetadata convertStreamMetadata(IIOMetadata metadata, ImageWriteParam param) {
        requireMetadata(metadata);
        return null;
    }

    /** What there is to keep of foreign metadata; the writer warns of what it does not keep. */
    @Override
    public IIOMetadata convertImageMetadata(IIOMetadata metadata, ImageTypeSpecifier type, ImageWriteParam param) {
        requireMetadata(metadata);
        return MvjpegMetadata.of(metadata, type);
    }

    @Override
    public int getNumThumbnailsSupported(
            ImageTypeSpecifier type, ImageWriteParam param, IIOMetadata streamMetadata, IIOMetadata imageMetadata) {
        return WrittenMetadata.MAX_THUMBNAILS;
    }

    /** From the least to the largest that is worth its bytes; others are written as given. */
    @Override
    public Dimension[] getPreferredThumbnailSizes(
            ImageTypeSpecifier type, ImageWriteParam param, IIOMetadata streamMetadata, IIOMetadata imageMetadata) {
        return new Dimension[] {
            new Dimension(LEAST_THUMBNAIL, LEAST_THUMBNAIL), new Dimension(LARGEST_THUMBNAIL, LARGEST_THUMBNAIL)
        };
    }

    @Override
    public boolean canWriteRasters() {
        return true;
    }

    /**
     * Writes an image at the output's position, with its metadata and thumbnails.
     *
     * @param streamMetadata not kept
     * @param image an image of any type, or a raster of one to four bands of integers
     * @param param of this or any other plug-in, or {@code null}
     * @throws IIOException if the picture cannot be coded
     * @throws IllegalArgumentException if a parameter is out of range
     */
    @Override
    public void write(IIOMetadata streamMetadata, IIOImage image, ImageWriteParam param) throws IOException {
        if (image == null) {
            throw new IllegalArgumentException("The image is null");
        }
        if (!(getOutput() instanceof ImageOutputStream stream)) {
            throw new IllegalStateException("No output is set");
        }
        clearAbortRequest();
        Source source = Source.of(image);
        WriteRequest request = WriteRequest.of(param, source.bounds(), source.bandCount(), source.type());
        request.warnings().forEach(this::warn);
        if (streamMetadata != null) {
            warn("Stream metadata is not kept");
        }
        Pixels pixels = source.pixels(request);
        WrittenMetadata written = WrittenMetadata.of(
                image, source.type(), pixels.iccProfile(), MvjpegImageWriteParam.keepsMetadata(param));
        written.warnings().forEach(this::warn);
        processImageStarted(0);
        EncodedPicture picture = encode(pixels, request, written.metadata());
        if (picture == null) {
            processWriteAborted();
            return;
        }
        stream.write(picture.heif());
        stream.flushBefore(stream.getStreamPosition());
        processImageComplete();
    }

    /** Codes the picture. @return {@code null} if that was aborted */
    private EncodedPicture encode(Pixels pixels, WriteRequest request, PictureMetadata metadata) throws IIOException {
        if (!proceed(0)) {
            return null;
        }
        try (var lease = encoder.borrow()) {
            EncodedPicture picture = lease.codec().encode(pixels, request.options(), metadata, new Listeners());
            request.options().shortfall(picture).ifPresent(this::warn);
            return proceed(1) ? picture : null;
        } catch (TargetSizeException e) {
            // Who calls ImageIO.write has asked for a picture first; a server's setting must not cost one.
            warn(e.getMessage());
            return proceed(1) ? e.smallest() : null;
        } catch (CancellationException e) {
            return null;
        } catch (CodecException e) {
            throw new IIOException(e.getMessage(), e);
        }
    }

    private boolean proceed(float fraction) {
        if (!abortRequested()) {
            processImageProgress(100 * fraction);
        }
        return !abortRequested();
    }

    /** Passes the encoder's progress on. */
    private final class Listeners implements ProgressListener {
        @Override
        public boolean onProgress(float fraction) {
            return proceed(fraction);
        }

        @Override
        public boolean onThumbnailProgress(int index, float fraction) {
            if (abortRequested()) {
                return false;
            }
            if (fraction == 0) {
                processThumbnailStarted(0, index);
            }
            processThumbnailProgress(100 * fraction);
            if (fraction == 1) {
                processThumbnailComplete();
            }
            return !abortRequested();
        }
    }

    private void warn(String message) {
        processWarningOccurred(0, message);
    }

    private static void requireMetadata(IIOMetadata metadata) {
        if (metadata == null) {
            throw new IllegalArgumentException("The metadata is null");
        }
    }

    /** An image or a bare raster. */
    private record Source(RenderedImage image, Raster raster) {
        static Source of(IIOImage image) {
            if (image.hasRaster()) {
                return new Source(null, image.getRaster());
            }
            RenderedImage rendered = image.getRenderedImage();
            // Without a colour model there are bare samples.
            return rendered.getColorModel() == null ? new Source(null, rendered.getData()) : new Source(rendered, null);
        }

        Rectangle bounds() {
            return raster != null
                    ? raster.getBounds()
                    : new Rectangle(image.getMinX(), image.getMinY(), image.getWidth(), image.getHeight());
        }

        int bandCount() {
            return raster != null
                    ? raster.getNumBands()
                    : image.getSampleModel().getNumBands();
        }

        ImageTypeSpecifier type() {
            return raster != null ? null : ImageTypeSpecifier.createFromRenderedImage(image);
        }

        Pixels pixels(WriteRequest request) {
            Rectangle region = request.region();
            RenderedImage samples = image;
            if (raster != null || request.bands() != null) {
                samples = RasterImages.copy(raster != null ? raster : image.getData(region), region, request.bands());
                region = new Rectangle(region.getSize());
            }
            if (request.destination() != null) {
                samples = DestinationType.convert(samples, region, request.destination());
                region = new Rectangle(region.getSize());
            }
            return Pixels.of(samples, region, request.stepX(), request.stepY());
        }
    }
}
