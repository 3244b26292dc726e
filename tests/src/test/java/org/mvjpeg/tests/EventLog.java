package org.mvjpeg.tests;

import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOWriteProgressListener;

/** What a reader or writer tells its progress listeners; may abort it. */
final class EventLog implements IIOReadProgressListener, IIOWriteProgressListener {
    private static final float NEVER = 101;

    private final float abortAt;
    private final Runnable onProgress;
    private final List<String> events = new ArrayList<>();
    private final List<Float> percents = new ArrayList<>();

    private EventLog(float abortAt, Runnable onProgress) {
        this.abortAt = abortAt;
        this.onProgress = onProgress;
    }

    static EventLog observing() {
        return abortingAt(NEVER);
    }

    /** @param percent from which progress on; below 0 when the image starts */
    static EventLog abortingAt(float percent) {
        return new EventLog(percent, () -> {});
    }

    /** @param action when a writer tells progress */
    static EventLog onProgress(Runnable action) {
        return new EventLog(NEVER, action);
    }

    List<String> events() {
        return events;
    }

    List<Float> percents() {
        return percents;
    }

    private void log(String event) {
        events.add(event);
    }

    @Override
    public void imageStarted(ImageWriter source, int imageIndex) {
        log("started");
        if (abortAt < 0) {
            source.abort();
        }
    }

    @Override
    public void imageProgress(ImageWriter source, float percentageDone) {
        percents.add(percentageDone);
        onProgress.run();
        if (percentageDone >= abortAt) {
            source.abort();
        }
    }

    @Override
    public void imageComplete(ImageWriter source) {
        log("complete");
    }

    @Override
    public void writeAborted(ImageWriter source) {
        log("aborted");
    }

    @Override
    public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageWriter source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageWriter source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        log("started");
        if (abortAt < 0) {
            source.abort();
        }
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        percents.add(percentageDone);
        if (percentageDone >= abortAt) {
            source.abort();
        }
    }

    @Override
    public void imageComplete(ImageReader source) {
        log("complete");
    }

    @Override
    public void readAborted(ImageReader source) {
        log("aborted");
    }

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}
}
