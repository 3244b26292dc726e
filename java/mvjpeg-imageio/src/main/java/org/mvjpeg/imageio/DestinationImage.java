package org.mvjpeg.imageio;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageTypeSpecifier;
import org.mvjpeg.codec.PictureRegion;
import org.mvjpeg.codec.PictureTarget;

/**
 * The image that a caller asked for, on its way. Blocks are decoded straight into it where it holds samples as they are decoded, and go
 * through memory for one block otherwise. Memory for an image of our own is taken with the first block, not when a header claims a size.
 */
final class DestinationImage implements PictureTarget {
    private final ImageTypeSpecifier decoded;
    private final ImageTypeSpecifier type;
    private final PixelTransfer transfer;
    private final PictureRegion region;
    private final Rectangle target;
    private final Events events;
    private BufferedImage image;
    private BufferedImage block;
    private boolean direct;

    /** Who follows the reading. */
    interface Events {
        /** @return whether to go on */
        boolean progress(float percent);

        void update(BufferedImage image, Rectangle filled, int[] bands);
    }

    private DestinationImage(
            ImageTypeSpecifier decoded,
            ImageTypeSpecifier type,
            PixelTransfer transfer,
            PictureRegion region,
            Rectangle target,
            Events events) {
        this.decoded = decoded;
        this.type = type;
        this.transfer = transfer;
        this.region = region;
        this.target = target;
        this.events = events;
    }

    /**
     * What parameters ask for.
     *
     * @param source region of the picture, after subsampling offsets
     * @param target part of the image that is filled
     * @throws IIOException if the picture cannot be read as the type that is asked for
     * @throws IllegalArgumentException if the image would have too many pixels
     */
    static DestinationImage of(
            PictureTypes types, ImageReadParam param, Rectangle source, Rectangle target, Events events)
            throws IIOException {
        PixelTransfer transfer = new PixelTransfer(param.getSourceBands(), param.getDestinationBands());
        PictureRegion region = new PictureRegion(
                source.x,
                source.y,
                source.width,
                source.height,
                param.getSourceXSubsampling(),
                param.getSourceYSubsampling());
        BufferedImage given = param.getDestination();
        ImageTypeSpecifier type = given != null
                ? new ImageTypeSpecifier(given)
                : param.getDestinationType() != null ? param.getDestinationType() : types.standard();
        if (given == null) {
            requirePossible(types, type, target);
        }
        ImageTypeSpecifier decoded = types.decoded(param);
        transfer.requirePossible(decoded.getSampleModel(), type.getSampleModel());
        DestinationImage destination = new DestinationImage(decoded, type, transfer, region, target, events);
        destination.take(given);
        return destination;
    }

    private static void requirePossible(PictureTypes types, ImageTypeSpecifier type, Rectangle target)
            throws IIOException {
        if (!types.all().contains(type)) {
            throw new IIOException("The picture cannot be read as the destination type " + type);
        }
        long width = (long) target.x + target.width;
        long height = (long) target.y + target.height;
        if (width * height > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A destination of " + width + "x" + height + " pixels");
        }
    }

    private void take(BufferedImage given) {
        if (given != null) {
            image = given;
            direct = transfer.isDirect(decoded, given);
        }
    }

    /** The image, as far as it has come. */
    BufferedImage image() {
        if (image == null) {
            take(type.createBufferedImage(target.x + target.width, target.y + target.height));
        }
        return image;
    }

    int numBands() {
        SampleModel model = image == null ? type.getSampleModel() : image.getSampleModel();
        return model.getNumBands();
    }

    /** The type that blocks are decoded to. */
    ImageTypeSpecifier decoded() {
        return decoded;
    }

    /** What is decoded. */
    PictureRegion region() {
        return region;
    }

    /** Tells that the reading begins. @return whether it may */
    boolean started() {
        return events.progress(0);
    }

    @Override
    public WritableRaster begin(Rectangle part) {
        BufferedImage whole = image();
        if (direct) {
            return whole.getRaster()
                    .createWritableChild(target.x + part.x, target.y + part.y, part.width, part.height, 0, 0, null);
        }
        if (block == null || block.getWidth() != part.width || block.getHeight() != part.height) {
            block = decoded.createBufferedImage(part.width, part.height);
        }
        return block.getRaster();
    }

    @Override
    public boolean end(Rectangle part, WritableRaster samples, float fraction) {
        Rectangle filled = new Rectangle(target.x + part.x, target.y + part.y, part.width, part.height);
        if (!direct) {
            transfer.copy(block, image, filled.x, filled.y);
        }
        events.update(image, filled, Bands.orAll(transfer.targetBands(), numBands()));
        return events.progress(100 * fraction);
    }
}
