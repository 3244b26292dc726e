package org.mvjpeg.tests;

import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;

/** A picture in tiles whose grid does not start at its corner, as image processing libraries hand them over. */
class TiledImage implements RenderedImage {
    private final BufferedImage image;
    private final Point corner;
    private final SampleModel tileModel;

    TiledImage(BufferedImage image, Point corner, int tileWidth, int tileHeight) {
        this.image = image;
        this.corner = corner;
        this.tileModel = image.getSampleModel().createCompatibleSampleModel(tileWidth, tileHeight);
    }

    private Rectangle bounds() {
        return new Rectangle(corner.x, corner.y, image.getWidth(), image.getHeight());
    }

    @Override
    public Vector<RenderedImage> getSources() {
        return null;
    }

    @Override
    public Object getProperty(String name) {
        return Image.UndefinedProperty;
    }

    @Override
    public String[] getPropertyNames() {
        return null;
    }

    @Override
    public ColorModel getColorModel() {
        return image.getColorModel();
    }

    @Override
    public SampleModel getSampleModel() {
        return tileModel;
    }

    @Override
    public int getWidth() {
        return image.getWidth();
    }

    @Override
    public int getHeight() {
        return image.getHeight();
    }

    @Override
    public int getMinX() {
        return corner.x;
    }

    @Override
    public int getMinY() {
        return corner.y;
    }

    @Override
    public int getNumXTiles() {
        return Math.floorDiv(corner.x + getWidth() - 1, getTileWidth()) - getMinTileX() + 1;
    }

    @Override
    public int getNumYTiles() {
        return Math.floorDiv(corner.y + getHeight() - 1, getTileHeight()) - getMinTileY() + 1;
    }

    @Override
    public int getMinTileX() {
        return Math.floorDiv(corner.x, getTileWidth());
    }

    @Override
    public int getMinTileY() {
        return Math.floorDiv(corner.y, getTileHeight());
    }

    @Override
    public int getTileWidth() {
        return tileModel.getWidth();
    }

    @Override
    public int getTileHeight() {
        return tileModel.getHeight();
    }

    @Override
    public int getTileGridXOffset() {
        return 0;
    }

    @Override
    public int getTileGridYOffset() {
        return 0;
    }

    @Override
    public Raster getTile(int tileX, int tileY) {
        Point at = new Point(tileX * getTileWidth(), tileY * getTileHeight());
        WritableRaster tile = Raster.createWritableRaster(tileModel, at);
        copyTo(tile);
        return tile;
    }

    @Override
    public Raster getData() {
        return getData(bounds());
    }

    @Override
    public Raster getData(Rectangle region) {
        WritableRaster raster = Raster.createWritableRaster(
                tileModel.createCompatibleSampleModel(region.width, region.height), region.getLocation());
        copyTo(raster);
        return raster;
    }

    @Override
    public WritableRaster copyData(WritableRaster raster) {
        WritableRaster target = raster != null ? raster : (WritableRaster) getData();
        copyTo(target);
        return target;
    }

    private void copyTo(WritableRaster target) {
        Rectangle part = target.getBounds().intersection(bounds());
        Object samples =
                image.getRaster().getDataElements(part.x - corner.x, part.y - corner.y, part.width, part.height, null);
        target.setDataElements(part.x, part.y, part.width, part.height, samples);
    }
}
