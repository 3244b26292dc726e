package org.mvjpeg.tests;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadUpdateListener;

/** What a reader tells its listeners; aborts on request. */
final class ReadEvents implements IIOReadProgressListener, IIOReadUpdateListener {
    final List<Rectangle> updates = new ArrayList<>();
    final List<Float> progress = new ArrayList<>();
    final List<String> order = new ArrayList<>();
    int completed;
    int aborted;

    /** Updates after which the read is aborted; never with 0. */
    int abortAfter;

    private void updated(ImageReader source, Rectangle region) {
        updates.add(region);
        if (updates.size() == abortAfter) {
            source.abort();
        }
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        order.add("image " + imageIndex);
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        progress.add(percentageDone);
    }

    @Override
    public void imageComplete(ImageReader source) {
        order.add("complete");
        completed++;
    }

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
        order.add("thumbnail " + imageIndex + "." + thumbnailIndex);
    }

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {
        progress.add(percentageDone);
    }

    @Override
    public void thumbnailComplete(ImageReader source) {
        order.add("thumbnail complete");
        completed++;
    }

    @Override
    public void readAborted(ImageReader source) {
        order.add("aborted");
        aborted++;
    }

    @Override
    public void imageUpdate(
            ImageReader source, BufferedImage image, int x, int y, int width, int height, int px, int py, int[] bands) {
        updated(source, new Rectangle(x, y, width, height));
    }

    @Override
    public void thumbnailUpdate(
            ImageReader source, BufferedImage image, int x, int y, int width, int height, int px, int py, int[] bands) {
        updated(source, new Rectangle(x, y, width, height));
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int minPass,
            int maxPass,
            int x,
            int y,
            int px,
            int py,
            int[] bands) {}

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int minPass,
            int maxPass,
            int x,
            int y,
            int px,
            int py,
            int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage image) {}
}
