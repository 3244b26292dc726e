package org.mvjpeg.codec;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;

/** A rendered image in tiles with its origin anywhere. */
record TiledImage(BufferedImage whole, int minX, int minY, int tileWidth, int tileHeight) implements RenderedImage {
    @Override
    public Vector<RenderedImage> getSources() {
        return null;
    }

    @Override
    public Object getProperty(String name) {
        return null;
    }

    @Override
    public String[] getPropertyNames() {
        return null;
    }

    @Override
    public ColorModel getColorModel() {
        return whole.getColorModel();
    }

    @Override
    public SampleModel getSampleModel() {
        return whole.getSampleModel().createCompatibleSampleModel(tileWidth, tileHeight);
    }

    @Override
    public int getWidth() {
        return whole.getWidth();
    }

    @Override
    public int getHeight() {
        return whole.getHeight();
    }

    @Override
    public int getMinX() {
        return minX;
    }

    @Override
    public int getMinY() {
        return minY;
    }

    @Override
    public int getNumXTiles() {
        return (getWidth() + tileWidth - 1) / tileWidth;
    }

    @Override
    public int getNumYTiles() {
        return (getHeight() + tileHeight - 1) / tileHeight;
    }

    @Override
    public int getMinTileX() {
        return 0;
    }

    @Override
    public int getMinTileY() {
        return 0;
    }

    @Override
    public int getTileWidth() {
        return tileWidth;
    }

    @Override
    public int getTileHeight() {
        return tileHeight;
    }

    @Override
    public int getTileGridXOffset() {
        return minX;
    }

    @Override
    public int getTileGridYOffset() {
        return minY;
    }

    @Override
    public Raster getTile(int tileX, int tileY) {
        return getData(new Rectangle(minX + tileX * tileWidth, minY + tileY * tileHeight, tileWidth, tileHeight)
                .intersection(new Rectangle(minX, minY, getWidth(), getHeight())));
    }

    @Override
    public Raster getData() {
        return getData(new Rectangle(minX, minY, getWidth(), getHeight()));
    }

    @Override
    public Raster getData(Rectangle area) {
        WritableRaster copy = Raster.createWritableRaster(
                whole.getSampleModel().createCompatibleSampleModel(area.width, area.height), new Point(area.x, area.y));
        Raster from = whole.getRaster();
        Object pixels = from.getDataElements(area.x - minX, area.y - minY, area.width, area.height, null);
        copy.setDataElements(area.x, area.y, area.width, area.height, pixels);
        return copy;
    }

    @Override
    public WritableRaster copyData(WritableRaster raster) {
        throw new UnsupportedOperationException();
    }
}
