package org.mvjpeg.imageio;

import java.awt.Rectangle;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.stream.ImageOutputStream;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.imageio.internal.Shared;

/**
 * Writes HEIC files. Takes every kind of image and the parameters of every plug-in; the file leaves in one sequential write after
 * the picture has been coded, so neither an error nor {@link #abort()} leaves half a file. Holds nothing native itself.
 */
public final class MvjpegImageWriter extends ImageWriter {
    private static final String STANDARD = IIOMetadataFormatImpl.standardMetadataFormatName;

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

    /** What can be told of foreign metadata in the standard format; the writer warns of what it does not keep. */
    @Override
    public IIOMetadata convertImageMetadata(IIOMetadata metadata, ImageTypeSpecifier type, ImageWriteParam param) {
        requireMetadata(metadata);
        return metadata instanceof MvjpegMetadata ? metadata : converted(metadata, type);
    }

    private static MvjpegMetadata converted(IIOMetadata metadata, ImageTypeSpecifier type) {
        MvjpegMetadata converted = MvjpegMetadata.of(type);
        if (metadata.isStandardMetadataFormatSupported()) {
            try {
                converted.mergeTree(STANDARD, metadata.getAsTree(STANDARD));
            } catch (IIOInvalidTreeException e) {
                converted.addUnkept(STANDARD);
            }
        }
        if (metadata.getNativeMetadataFormatName() != null) {
            converted.addUnkept(metadata.getNativeMetadataFormatName());
        }
        return converted;
    }

    @Override
    public boolean canWriteRasters() {
        return true;
    }

    /**
     * Writes an image at the output's position.
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
        warnOfUnkept(streamMetadata, image, source.type());
        processImageStarted(0);
        EncodedPicture picture = encode(source.pixels(request), request);
        if (picture == null) {
            processWriteAborted();
            return;
        }
        stream.write(picture.heif());
        stream.flushBefore(stream.getStreamPosition());
        processImageComplete();
    }

    /** Codes the picture. @return {@code null} if that was aborted */
    private EncodedPicture encode(Pixels pixels, WriteRequest request) throws IIOException {
        if (!proceed(0)) {
            return null;
        }
        try (var lease = encoder.borrow()) {
            EncodedPicture picture = lease.codec().encode(pixels, request.options(), this::proceed);
            return proceed(1) ? picture : null;
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

    private void warnOfUnkept(IIOMetadata streamMetadata, IIOImage image, ImageTypeSpecifier type) {
        if (streamMetadata != null) {
            warn("Stream metadata is not kept");
        }
        if (image.getNumThumbnails() > 0) {
            warn("Thumbnails are not kept: " + image.getNumThumbnails());
        }
        IIOMetadata metadata = image.getMetadata();
        if (metadata != null) {
            List<String> unkept = (metadata instanceof MvjpegMetadata ours ? ours : converted(metadata, type)).unkept();
            if (!unkept.isEmpty()) {
                warn("Metadata is not kept: " + String.join(", ", unkept));
            }
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
