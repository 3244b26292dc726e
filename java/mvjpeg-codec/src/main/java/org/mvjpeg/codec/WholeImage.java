package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/** Takes a whole picture; memory is taken with the first block, not when a header claims a size. */
final class WholeImage implements PictureTarget {
    private final PictureInfo picture;
    private final Precision precision;
    private BufferedImage image;

    WholeImage(PictureInfo picture, Precision precision) {
        this.picture = picture;
        this.precision = precision;
    }

    PictureRegion region() {
        return PictureRegion.whole(picture.width(), picture.height());
    }

    @Override
    public WritableRaster begin(Rectangle block) {
        if (image == null) {
            image = picture.image(picture.width(), picture.height(), precision);
        }
        return image.getRaster().createWritableChild(block.x, block.y, block.width, block.height, 0, 0, null);
    }

    @Override
    public boolean end(Rectangle block, WritableRaster samples, float fraction) {
        return true;
    }

    BufferedImage image() {
        return image;
    }
}
