package org.mvjpeg.tests;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.event.IIOWriteProgressListener;

/** What a reader or writer tells its listeners; may abort it. */
final class EventLog implements IIOReadProgressListener, IIOReadUpdateListener, IIOWriteProgressListener {
    private static final float NEVER = 101;

    private final float abortAt;
    private final int updatesUntilAbort;
    private final Runnable onProgress;
    private final List<String> events = new ArrayList<>();
    private final List<Object> sources = new ArrayList<>();
    private final List<Float> percents = new ArrayList<>();
    private final List<Rectangle> updates = new ArrayList<>();

    private EventLog(float abortAt, int updatesUntilAbort, Runnable onProgress) {
        this.abortAt = abortAt;
        this.updatesUntilAbort = updatesUntilAbort;
        this.onProgress = onProgress;
    }

    static EventLog observing() {
        return abortingAt(NEVER);
    }

    /** @param percent from which progress on; below 0 when the image starts */
    static EventLog abortingAt(float percent) {
        return new EventLog(percent, Integer.MAX_VALUE, () -> {});
    }

    /** @param updates of a reader after which it is aborted */
    static EventLog abortingAfterUpdates(int updates) {
        return new EventLog(NEVER, updates, () -> {});
    }

    /** @param action when a writer tells progress */
    static EventLog onProgress(Runnable action) {
        return new EventLog(NEVER, Integer.MAX_VALUE, action);
    }

    /** {@code started}, {@code complete}, {@code aborted}, {@code thumbnail IMAGE.THUMBNAIL}, {@code thumbnail complete}. */
    List<String> events() {
        return events;
    }

    /** Who told of the events and of progress. */
    List<Object> sources() {
        return sources;
    }

    /** Of pictures and thumbnails. */
    List<Float> percents() {
        return percents;
    }

    /** Of a reader's destination. */
    List<Rectangle> updates() {
        return updates;
    }

    private void log(Object source, String event) {
        sources.add(source);
        events.add(event);
    }

    private void started(Object source, Runnable abort) {
        log(source, "started");
        if (abortAt < 0) {
            abort.run();
        }
    }

    private void progress(Object source, float percent, Runnable abort) {
        sources.add(source);
        percents.add(percent);
        onProgress.run();
        if (percent >= abortAt) {
            abort.run();
        }
    }

    private void updated(ImageReader source, Rectangle region) {
        updates.add(region);
        if (updates.size() == updatesUntilAbort) {
            source.abort();
        }
    }

    @Override
    public void imageStarted(ImageWriter source, int imageIndex) {
        started(source, source::abort);
    }

    @Override
    public void imageProgress(ImageWriter source, float percentageDone) {
        progress(source, percentageDone, source::abort);
    }

    @Override
    public void imageComplete(ImageWriter source) {
        log(source, "complete");
    }

    @Override
    public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {
        log(source, "thumbnail " + imageIndex + "." + thumbnailIndex);
    }

    @Override
    public void thumbnailProgress(ImageWriter source, float percentageDone) {
        progress(source, percentageDone, source::abort);
    }

    @Override
    public void thumbnailComplete(ImageWriter source) {
        log(source, "thumbnail complete");
    }

    @Override
    public void writeAborted(ImageWriter source) {
        log(source, "aborted");
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        started(source, source::abort);
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        progress(source, percentageDone, source::abort);
    }

    @Override
    public void imageComplete(ImageReader source) {
        log(source, "complete");
    }

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {
        log(source, "thumbnail " + imageIndex + "." + thumbnailIndex);
    }

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {
        progress(source, percentageDone, source::abort);
    }

    @Override
    public void thumbnailComplete(ImageReader source) {
        log(source, "thumbnail complete");
    }

    @Override
    public void readAborted(ImageReader source) {
        log(source, "aborted");
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
