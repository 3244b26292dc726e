package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterReuseTest {
    private final BufferedImage image = Pictures.draw(90, 70, BufferedImage.TYPE_INT_ARGB);
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("heic").next();

    @ParameterizedTest
    @ValueSource(floats = {-1, 0, 100})
    void abortFromAnyProgressWritesNothing(float percent) throws IOException {
        EventLog log = EventLog.abortingAt(percent);
        writer.addIIOWriteProgressListener(log);
        assertThat(write()).isEmpty();
        assertThat(log.events()).containsExactly("started", "aborted");
    }

    @Test
    void abortFromAWarningWritesNothing() throws IOException {
        EventLog log = EventLog.observing();
        writer.addIIOWriteProgressListener(log);
        writer.addIIOWriteWarningListener((source, index, text) -> source.abort());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam palette = writer.getDefaultWriteParam();
            palette.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_INDEXED));
            writer.write(null, new IIOImage(image, null, null), palette);
        }
        assertThat(out.size()).isZero();
        assertThat(log.events()).containsExactly("started", "aborted");
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
        assertThat(write()).isEqualTo(Pictures.encode(image));
    }

    @Test
    void anExceptionFromAListenerReachesTheCallerAndLeavesTheWriterUsable() throws IOException {
        IllegalStateException own = new IllegalStateException("from the listener");
        writer.addIIOWriteProgressListener(EventLog.onProgress(() -> {
            throw own;
        }));
        writer.setOutput(new MemoryCacheImageOutputStream(new ByteArrayOutputStream()));
        assertThatThrownBy(() -> writer.write(image)).isSameAs(own);
        writer.removeAllIIOWriteProgressListeners();
        assertThat(write()).isEqualTo(Pictures.encode(image));
    }

    @Test
    void resetForgetsOutputAndListeners() throws IOException {
        EventLog log = EventLog.observing();
        writer.addIIOWriteProgressListener(log);
        writer.setOutput(new MemoryCacheImageOutputStream(new ByteArrayOutputStream()));
        writer.reset();
        assertThatThrownBy(() -> writer.write(image)).isInstanceOf(IllegalStateException.class);
        assertThat(write()).isNotEmpty();
        assertThat(log.events()).isEmpty();
    }

    @Test
    void progressRunsFromStartToEnd() throws IOException {
        EventLog log = EventLog.observing();
        writer.addIIOWriteProgressListener(log);
        write();
        assertThat(log.percents()).startsWith(0f).endsWith(100f);
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

    private byte[] write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(image);
        }
        return out.toByteArray();
    }
}
