package org.mvjpeg.imageio;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.Precision;
import org.mvjpeg.codec.Tiles;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.imageio.internal.Shared;

/**
 * Reads the pictures of HEIC files, upright and with alpha: the primary one is image 0, others that are not hidden follow in the order
 * of the file. Sizes and types come from the boxes; pixels are decoded when they are asked for, and of a grid only the tiles that a
 * source region needs. Holds nothing native itself.
 *
 * <p>Samples are read as 8 bits, as the JDK's writers, scaling and displays take them. A file of more bits has 16-bit samples as its
 * {@linkplain #getRawImageType raw type}, which are read where that is the destination's type.
 *
 * <p>A network runs behind the decoder only where {@link MvjpegImageReadParam} or a system property asks for it.
 */
public final class MvjpegImageReader extends ImageReader {
    private final Shared<MvjpegDecoder> decoder;
    private final Map<HeifItem, Picture> pictures = new HashMap<>();
    private long start;
    private HeifFile file;
    private List<HeifItem> items;

    MvjpegImageReader(MvjpegImageReaderSpi provider, Shared<MvjpegDecoder> decoder) {
        super(provider);
        this.decoder = decoder;
    }

    /** An item whose headers have been read. */
    private record Picture(HeifItem item, PictureInfo info, PictureTypes types) {}

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
        items = null;
        pictures.clear();
    }

    /** Parses the boxes on first use. */
    private void open() throws IOException {
        if (!(getInput() instanceof ImageInputStream stream)) {
            throw new IllegalStateException("No input is set");
        }
        if (file != null) {
            return;
        }
        HeifLimits limits = limits();
        byte[] bytes = InputBytes.read(stream, start, limits.maxFileSize());
        try {
            file = HeifFile.read(bytes, limits);
        } catch (HeifException e) {
            throw new IIOException(e.getMessage(), e);
        }
        items = file.pictures();
    }

    private static HeifLimits limits() throws IIOException {
        try {
            return MvjpegDecoder.defaultLimits();
        } catch (IllegalArgumentException e) {
            throw new IIOException(e.getMessage(), e);
        }
    }

    private Picture open(int imageIndex) throws IOException {
        open();
        if (imageIndex < getMinIndex()) {
            throw new IndexOutOfBoundsException(
                    "Image " + imageIndex + " where the input is read forward only from " + getMinIndex());
        }
        if (imageIndex >= items.size()) {
            throw new IndexOutOfBoundsException("Image " + imageIndex + " of a file with " + items.size());
        }
        if (isSeekForwardOnly()) {
            minIndex = imageIndex;
        }
        return picture(items.get(imageIndex));
    }

    private Picture openThumbnail(int imageIndex, int thumbnailIndex) throws IOException {
        List<HeifItem> thumbnails = thumbnails(imageIndex);
        if (thumbnailIndex < 0 || thumbnailIndex >= thumbnails.size()) {
            throw new IndexOutOfBoundsException(
                    "Thumbnail " + thumbnailIndex + " of a picture with " + thumbnails.size());
        }
        return picture(thumbnails.get(thumbnailIndex));
    }

    private List<HeifItem> thumbnails(int imageIndex) throws IOException {
        HeifItem item = open(imageIndex).item;
        return file.thumbnailsOf(item);
    }

    private Picture picture(HeifItem item) throws IIOException {
        Picture known = pictures.get(item);
        if (known == null) {
            try {
                PictureInfo info = PictureInfo.of(file, item);
                known = new Picture(item, info, PictureTypes.of(info));
            } catch (HeifException e) {
                throw new IIOException(e.getMessage(), e);
            }
            pictures.put(item, known);
        }
        return known;
    }

    @Override
    public int getNumImages(boolean allowSearch) throws IOException {
        open();
        if (allowSearch && isSeekForwardOnly()) {
            throw new IllegalStateException("A search is not allowed where the input is read forward only");
        }
        return items.size();
    }

    @Override
    public int getWidth(int imageIndex) throws IOException {
        return open(imageIndex).info.width();
    }

    @Override
    public int getHeight(int imageIndex) throws IOException {
        return open(imageIndex).info.height();
    }

    @Override
    public ImageTypeSpecifier getRawImageType(int imageIndex) throws IOException {
        return open(imageIndex).types.raw();
    }

    @Override
    public Iterator<ImageTypeSpecifier> getImageTypes(int imageIndex) throws IOException {
        return open(imageIndex).types.all().iterator();
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
        return MvjpegMetadata.of(open(imageIndex).info);
    }

    /** A {@link MvjpegImageReadParam}; parameters of any other kind are taken too. */
    @Override
    public ImageReadParam getDefaultReadParam() {
        return new MvjpegImageReadParam();
    }

    @Override
    public BufferedImage read(int imageIndex, ImageReadParam param) throws IOException {
        Picture picture = open(imageIndex);
        DecoderOptions options = options(param);
        DestinationImage destination = destination(picture, param, new ImageEvents());
        clearAbortRequest();
        processImageStarted(imageIndex);
        if (!picture.types.profileUsable()) {
            processWarningOccurred("The ICC profile is broken or not for RGB: sRGB is assumed");
        }
        if (picture.info.highDynamicRange()) {
            processWarningOccurred("The samples are for a display of high dynamic range (transfer "
                    + picture.info.colour().transfer() + "): they are read as they are");
        }
        if (decode(picture, options, destination)) {
            processImageComplete();
        } else {
            processReadAborted();
        }
        return destination.image();
    }

    private DestinationImage destination(Picture picture, ImageReadParam param, DestinationImage.Events events)
            throws IIOException {
        ImageReadParam asked = param == null ? new ImageReadParam() : param;
        Rectangle source = new Rectangle();
        Rectangle target = new Rectangle();
        computeRegions(asked, picture.info.width(), picture.info.height(), asked.getDestination(), source, target);
        DestinationImage destination = DestinationImage.of(picture.types, asked, source, target, events);
        checkReadParamBandSettings(asked, picture.types.standard().getNumBands(), destination.numBands());
        return destination;
    }

    /** What a param of any plug-in, or none, asks of the decoder. @throws IIOException naming a system property with a wrong value */
    private static DecoderOptions options(ImageReadParam param) throws IIOException {
        try {
            MvjpegImageReadParam ours = new MvjpegImageReadParam();
            ours.copyPostFilter(param);
            return ours.toDecoderOptions();
        } catch (IllegalArgumentException e) {
            throw new IIOException(e.getMessage(), e);
        }
    }

    /** @return whether the picture is complete, not aborted */
    private boolean decode(Picture picture, DecoderOptions options, DestinationImage destination) throws IIOException {
        if (!destination.started()) {
            return false;
        }
        boolean asCoded = destination.decoded() == picture.types.raw();
        DecoderOptions precise = options.toBuilder()
                .precision(asCoded ? Precision.AS_CODED : Precision.EIGHT_BITS)
                .build();
        try (var lease = decoder.borrow()) {
            return lease.codec().decode(file, picture.item, destination.region(), precise, destination);
        } catch (HeifException | CodecException e) {
            throw new IIOException(e.getMessage(), e);
        }
    }

    /** True: rasters hold samples of the {@linkplain #getRawImageType raw type}, in the colours of the file. */
    @Override
    public boolean canReadRaster() {
        return true;
    }

    @Override
    public Raster readRaster(int imageIndex, ImageReadParam param) throws IOException {
        MvjpegImageReadParam plain = new MvjpegImageReadParam();
        plain.copyPostFilter(param);
        plain.setDestinationType(getRawImageType(imageIndex));
        Point corner = new Point();
        int[] bands = null;
        if (param != null) {
            int count = getRawImageType(imageIndex).getNumBands();
            bands = Bands.inOrder(param.getSourceBands(), param.getDestinationBands(), count);
            corner = param.getDestinationOffset();
            plain.setSourceRegion(param.getSourceRegion());
            plain.setSourceSubsampling(
                    param.getSourceXSubsampling(),
                    param.getSourceYSubsampling(),
                    param.getSubsamplingXOffset(),
                    param.getSubsamplingYOffset());
        }
        Raster raster = read(imageIndex, plain).getRaster();
        return raster.createChild(0, 0, raster.getWidth(), raster.getHeight(), corner.x, corner.y, bands);
    }

    /** Whether the file has the picture in tiles, and shows it neither turned nor mirrored. */
    @Override
    public boolean isImageTiled(int imageIndex) throws IOException {
        PictureInfo picture = open(imageIndex).info;
        Tiles tiles = picture.tiles();
        return tiles.x() + tiles.width() < picture.width() || tiles.y() + tiles.height() < picture.height();
    }

    @Override
    public int getTileWidth(int imageIndex) throws IOException {
        return open(imageIndex).info.tiles().width();
    }

    @Override
    public int getTileHeight(int imageIndex) throws IOException {
        return open(imageIndex).info.tiles().height();
    }

    /** Negative where a crop has cut the first column of tiles. */
    @Override
    public int getTileGridXOffset(int imageIndex) throws IOException {
        return open(imageIndex).info.tiles().x();
    }

    /** Negative where a crop has cut the first row of tiles. */
    @Override
    public int getTileGridYOffset(int imageIndex) throws IOException {
        return open(imageIndex).info.tiles().y();
    }

    @Override
    public BufferedImage readTile(int imageIndex, int tileX, int tileY) throws IOException {
        return read(imageIndex, tile(imageIndex, tileX, tileY));
    }

    @Override
    public Raster readTileRaster(int imageIndex, int tileX, int tileY) throws IOException {
        return readRaster(imageIndex, tile(imageIndex, tileX, tileY));
    }

    /** @throws IllegalArgumentException if there is no such tile */
    private ImageReadParam tile(int imageIndex, int tileX, int tileY) throws IOException {
        PictureInfo picture = open(imageIndex).info;
        Tiles tiles = picture.tiles();
        Rectangle shown = new Rectangle(picture.width(), picture.height());
        long x = tiles.x() + (long) tileX * tiles.width();
        long y = tiles.y() + (long) tileY * tiles.height();
        if (tileX < 0 || tileY < 0 || x >= shown.width || y >= shown.height) {
            throw new IllegalArgumentException("Tile (" + tileX + ", " + tileY + ") of a picture of " + shown.width
                    + "x" + shown.height + " pixels in tiles of " + tiles.width() + "x" + tiles.height());
        }
        ImageReadParam param = new ImageReadParam();
        param.setSourceRegion(new Rectangle((int) x, (int) y, tiles.width(), tiles.height()).intersection(shown));
        return param;
    }

    @Override
    public boolean readerSupportsThumbnails() {
        return true;
    }

    @Override
    public int getNumThumbnails(int imageIndex) throws IOException {
        return thumbnails(imageIndex).size();
    }

    @Override
    public int getThumbnailWidth(int imageIndex, int thumbnailIndex) throws IOException {
        return openThumbnail(imageIndex, thumbnailIndex).info.width();
    }

    @Override
    public int getThumbnailHeight(int imageIndex, int thumbnailIndex) throws IOException {
        return openThumbnail(imageIndex, thumbnailIndex).info.height();
    }

    @Override
    public BufferedImage readThumbnail(int imageIndex, int thumbnailIndex) throws IOException {
        Picture picture = openThumbnail(imageIndex, thumbnailIndex);
        DestinationImage destination = destination(picture, null, new ThumbnailEvents());
        clearAbortRequest();
        processThumbnailStarted(imageIndex, thumbnailIndex);
        DecoderOptions plain =
                options(null).toBuilder().postFilter(PostFilter.OFF).build();
        if (decode(picture, plain, destination)) {
            processThumbnailComplete();
        } else {
            processReadAborted();
        }
        return destination.image();
    }

    private final class ImageEvents implements DestinationImage.Events {
        @Override
        public boolean progress(float percent) {
            if (!abortRequested()) {
                processImageProgress(percent);
            }
            return !abortRequested();
        }

        @Override
        public void update(BufferedImage image, Rectangle filled, int[] bands) {
            processImageUpdate(image, filled.x, filled.y, filled.width, filled.height, 1, 1, bands);
        }
    }

    private final class ThumbnailEvents implements DestinationImage.Events {
        @Override
        public boolean progress(float percent) {
            if (!abortRequested()) {
                processThumbnailProgress(percent);
            }
            return !abortRequested();
        }

        @Override
        public void update(BufferedImage image, Rectangle filled, int[] bands) {
            processThumbnailUpdate(image, filled.x, filled.y, filled.width, filled.height, 1, 1, bands);
        }
    }
}
