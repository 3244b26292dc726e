package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.imageio.MvjpegImageWriterSpi;

class WriterReuseTest {
    private final BufferedImage image = Pictures.draw(90, 70, BufferedImage.TYPE_INT_ARGB);
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("heic").next();

    enum When {
        STARTED,
        FIRST_PROGRESS,
        LAST_PROGRESS,
        WARNING
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void abortFromAnyCallbackWritesNothingAndLeavesTheWriterUsable(When when) throws IOException {
        Aborter aborter = new Aborter(when);
        writer.addIIOWriteProgressListener(aborter);
        writer.addIIOWriteWarningListener((source, index, text) -> {
            if (when == When.WARNING) {
                source.abort();
            }
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, List.of(image), null), null);
        }
        assertThat(out.size()).isZero();
        assertThat(aborter.events).startsWith("started").endsWith("aborted").doesNotContain("complete");
        assertThat(aborter.events).filteredOn("aborted"::equals).hasSize(1);

        writer.removeAllIIOWriteProgressListeners();
        writer.removeAllIIOWriteWarningListeners();
        assertThat(write()).isEqualTo(Pictures.encode(image));
    }

    @Test
    void theWriterIsUsableAfterAnException() throws IOException {
        ImageWriteParam outside = writer.getDefaultWriteParam();
        outside.setSourceRegion(new Rectangle(1000, 1000, 5, 5));
        writer.setOutput(new MemoryCacheImageOutputStream(new ByteArrayOutputStream()));
        assertThatThrownBy(() -> writer.write(null, new IIOImage(image, null, null), outside))
                .isInstanceOf(IllegalArgumentException.class);

        try (ImageOutputStream full = new MemoryCacheImageOutputStream(new FullDisk())) {
            writer.setOutput(full);
            assertThatThrownBy(() -> {
                        writer.write(image);
                        full.flush();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("no space left");
        } catch (IOException e) {
            assertThat(e).hasMessage("no space left");
        }
        assertThat(write()).isEqualTo(Pictures.encode(image));
    }

    @Test
    void anExceptionFromAListenerReachesTheCallerAndLeavesTheWriterUsable() throws IOException {
        IllegalStateException own = new IllegalStateException("from the listener");
        writer.addIIOWriteProgressListener(new Aborter(null) {
            @Override
            public void imageProgress(ImageWriter source, float percent) {
                if (percent > 0) {
                    throw own;
                }
            }
        });
        writer.setOutput(new MemoryCacheImageOutputStream(new ByteArrayOutputStream()));
        assertThatThrownBy(() -> writer.write(image)).isSameAs(own);
        writer.removeAllIIOWriteProgressListeners();
        assertThat(write()).isEqualTo(Pictures.encode(image));
    }

    @Test
    void resetForgetsOutputAndListeners() throws IOException {
        Aborter listener = new Aborter(null);
        writer.addIIOWriteProgressListener(listener);
        writer.setOutput(new MemoryCacheImageOutputStream(new ByteArrayOutputStream()));
        writer.reset();
        assertThatThrownBy(() -> writer.write(image)).isInstanceOf(IllegalStateException.class);
        assertThat(write()).isNotEmpty();
        assertThat(listener.events).isEmpty();
    }

    @Test
    void progressRisesFromStartToEnd() throws IOException {
        Aborter listener = new Aborter(null);
        writer.addIIOWriteProgressListener(listener);
        write();
        assertThat(listener.events).startsWith("started").endsWith("complete");
        assertThat(listener.percents).isSorted().startsWith(0f).endsWith(100f);
    }

    @Test
    void manyThreadsWriteAtOnce() throws Exception {
        byte[] expected = Pictures.encode(image);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<byte[]>> jobs = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                jobs.add(() -> Pictures.encode(image));
            }
            for (Future<byte[]> job : threads.invokeAll(jobs)) {
                assertThat(job.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aWriterIsCollectedWithoutDispose() throws Exception {
        WeakReference<ImageWriter> reference = new WeakReference<>(useAndDrop());
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(reference.get()).isNull();
    }

    private ImageWriter useAndDrop() throws IOException {
        ImageWriter dropped = new MvjpegImageWriterSpi().createWriterInstance(null);
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(new ByteArrayOutputStream())) {
            dropped.setOutput(stream);
            dropped.write(image);
        }
        return dropped;
    }

    private byte[] write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(image);
        }
        return out.toByteArray();
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("no space left");
        }
    }

    private static class Aborter implements IIOWriteProgressListener {
        private final When when;
        private final List<String> events = new ArrayList<>();
        private final List<Float> percents = new ArrayList<>();

        Aborter(When when) {
            this.when = when;
        }

        @Override
        public void imageStarted(ImageWriter source, int imageIndex) {
            events.add("started");
            if (when == When.STARTED) {
                source.abort();
            }
        }

        @Override
        public void imageProgress(ImageWriter source, float percent) {
            percents.add(percent);
            if (when == When.FIRST_PROGRESS || when == When.LAST_PROGRESS && percent == 100) {
                source.abort();
            }
        }

        @Override
        public void imageComplete(ImageWriter source) {
            events.add("complete");
        }

        @Override
        public void writeAborted(ImageWriter source) {
            events.add("aborted");
        }

        @Override
        public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {
            events.add("thumbnail");
        }

        @Override
        public void thumbnailProgress(ImageWriter source, float percent) {
            events.add("thumbnail");
        }

        @Override
        public void thumbnailComplete(ImageWriter source) {
            events.add("thumbnail");
        }
    }
}
