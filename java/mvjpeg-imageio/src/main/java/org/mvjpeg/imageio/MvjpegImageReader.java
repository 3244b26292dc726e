package org.mvjpeg.imageio;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.util.Iterator;
import java.util.stream.IntStream;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.Precision;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.imageio.internal.Shared;

/**
 * Reads the primary picture of HEIC files, upright and with alpha. Size and type come from the boxes; pixels are decoded when they
 * are asked for. Holds nothing native itself.
 *
 * <p>Samples are read as 8 bits, as the JDK's writers, scaling and displays take them. A file of more bits has 16-bit samples as its
 * {@linkplain #getRawImageType raw type}, which are read where that is the destination's type.
 */
public final class MvjpegImageReader extends ImageReader {
    private final Shared<MvjpegDecoder> decoder;
    private long start;
    private byte[] file;
    private PictureInfo picture;
    private PictureTypes types;

    MvjpegImageReader(MvjpegImageReaderSpi provider, Shared<MvjpegDecoder> decoder) {
        super(provider);
        this.decoder = decoder;
    }

    /** @throws IllegalArgumentException also if the stream is closed */
    @Override
    public void setInput(Object input, boolean seekForwardOnly, boolean ignoreMetadata) {
        super.setInput(input, seekForwardOnly, ignoreMetadata);
        forget();
        if (input instanceof ImageInputStream stream) {
            try {
                start = stream.getStreamPosition();
            } catch (IOException e) {
                throw new IllegalArgumentException("The stream has no position: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void dispose() {
        forget();
    }

    private void forget() {
        file = null;
        picture = null;
        types = null;
    }

    /** Parses the boxes on first use. */
    private void open() throws IOException {
        if (!(getInput() instanceof ImageInputStream stream)) {
            throw new IllegalStateException("No input is set");
        }
        if (picture != null) {
            return;
        }
        byte[] bytes = InputBytes.read(stream, start);
        try {
            picture = PictureInfo.of(bytes);
        } catch (HeifException e) {
            throw new IIOException(e.getMessage(), e);
        }
        file = bytes;
        types = PictureTypes.of(picture);
    }

    private void open(int imageIndex) throws IOException {
        open();
        if (imageIndex != 0) {
            throw new IndexOutOfBoundsException("Image " + imageIndex + " of a file with 1");
        }
    }

    @Override
    public int getNumImages(boolean allowSearch) throws IOException {
        open();
        if (allowSearch && isSeekForwardOnly()) {
            throw new IllegalStateException("A search is not allowed where the input is read forward only");
        }
        return 1;
    }

    @Override
    public int getWidth(int imageIndex) throws IOException {
        open(imageIndex);
        return picture.width();
    }

    @Override
    public int getHeight(int imageIndex) throws IOException {
        open(imageIndex);
        return picture.height();
    }

    @Override
    public ImageTypeSpecifier getRawImageType(int imageIndex) throws IOException {
        open(imageIndex);
        return types.raw();
    }

    @Override
    public Iterator<ImageTypeSpecifier> getImageTypes(int imageIndex) throws IOException {
        open(imageIndex);
        return types.all().iterator();
    }

    /** True: the file is held in memory. */
    @Override
    public boolean isRandomAccessEasy(int imageIndex) throws IOException {
        open(imageIndex);
        return true;
    }

    /** {@code null}: a HEIC file has no metadata of the stream. */
    @Override
    public IIOMetadata getStreamMetadata() throws IOException {
        open();
        return null;
    }

    @Override
    public IIOMetadata getImageMetadata(int imageIndex) throws IOException {
        open(imageIndex);
        return MvjpegMetadata.of(picture);
    }

    @Override
    public BufferedImage read(int imageIndex, ImageReadParam param) throws IOException {
        open(imageIndex);
        ImageTypeSpecifier type = types.decoded(param);
        BufferedImage destination = null;
        PixelTransfer transfer = null;
        if (!asksForWhole(param, type)) {
            destination = getDestination(param, getImageTypes(imageIndex), picture.width(), picture.height());
            transfer = transfer(param, destination);
        }
        clearAbortRequest();
        processImageStarted(imageIndex);
        if (!types.profileUsable()) {
            processWarningOccurred("The ICC profile is broken or not for RGB: sRGB is assumed");
        }
        if (aborted(0)) {
            return destination != null ? destination : type.createBufferedImage(picture.width(), picture.height());
        }
        BufferedImage decoded = decode(type);
        if (transfer == null) {
            destination = decoded;
        } else {
            if (aborted(50)) {
                return destination;
            }
            transfer.copy(decoded, destination);
        }
        Rectangle filled = transfer == null ? destination.getRaster().getBounds() : transfer.target();
        int[] bands =
                IntStream.range(0, destination.getSampleModel().getNumBands()).toArray();
        processImageUpdate(destination, filled.x, filled.y, filled.width, filled.height, 1, 1, bands);
        if (!aborted(100)) {
            processImageComplete();
        }
        return destination;
    }

    /** Reports progress. @return whether the read was aborted, before or by that */
    private boolean aborted(float percent) {
        if (!abortRequested()) {
            processImageProgress(percent);
        }
        if (abortRequested()) {
            processReadAborted();
            return true;
        }
        return false;
    }

    /** @param type that {@link PictureTypes#decoded} chose */
    private BufferedImage decode(ImageTypeSpecifier type) throws IIOException {
        Precision precision = type == types.raw() ? Precision.AS_CODED : Precision.EIGHT_BITS;
        try (var lease = decoder.borrow()) {
            BufferedImage decoded = lease.codec().decode(file, precision);
            ColorModel announced = type.getColorModel();
            if (decoded.getColorModel().equals(announced)) {
                return decoded;
            }
            // ImageIO compares colour spaces by identity: the picture gets the one that its type was announced with.
            return new BufferedImage(announced, decoded.getRaster(), false, null);
        } catch (HeifException | CodecException e) {
            throw new IIOException(e.getMessage(), e);
        }
    }

    /** Whether the decoded picture is the answer as it is; {@code ImageIO.read} always passes parameters. */
    private static boolean asksForWhole(ImageReadParam param, ImageTypeSpecifier decoded) {
        return param == null
                || param.getDestination() == null
                        && (param.getDestinationType() == null
                                || param.getDestinationType().equals(decoded))
                        && param.getSourceRegion() == null
                        && param.getSourceXSubsampling() == 1
                        && param.getSourceYSubsampling() == 1
                        && param.getSourceBands() == null
                        && param.getDestinationBands() == null
                        && param.getDestinationOffset().equals(new Point());
    }

    private PixelTransfer transfer(ImageReadParam param, BufferedImage destination) {
        int bands = types.standard().getNumBands();
        checkReadParamBandSettings(param, bands, destination.getSampleModel().getNumBands());
        Rectangle region = new Rectangle();
        Rectangle target = new Rectangle();
        computeRegions(param, picture.width(), picture.height(), destination, region, target);
        return new PixelTransfer(
                region,
                param.getSourceXSubsampling(),
                param.getSourceYSubsampling(),
                target,
                param.getSourceBands(),
                param.getDestinationBands());
    }
}
