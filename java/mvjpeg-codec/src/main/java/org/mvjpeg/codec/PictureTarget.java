package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.WritableRaster;

/**
 * Takes the pixels of a region block by block, on the decoding thread. Blocks are counted in pixels of the region, (0, 0) being its
 * first; together they cover it, and those of an overlay may lie above earlier ones.
 */
public interface PictureTarget {
    /**
     * The memory for a block, asked for when its data have decoded.
     *
     * @return a raster of the block's size, of the layout that {@link MvjpegDecoder#decode(byte[], Precision)} gives
     */
    WritableRaster begin(Rectangle block);

    /**
     * The block is there.
     *
     * @param samples what {@link #begin} gave
     * @param fraction the share of the work done, 0 to 1, never falling
     * @return {@code false} to stop: no further block is decoded
     */
    boolean end(Rectangle block, WritableRaster samples, float fraction);
}
