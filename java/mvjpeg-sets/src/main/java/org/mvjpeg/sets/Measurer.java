package org.mvjpeg.sets;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.Device;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.sets.fidelity.Rgb;
import org.mvjpeg.sets.fidelity.Upright;
import org.mvjpeg.sets.internal.Digests;
import org.mvjpeg.sets.internal.Drawn;

/** Codes pictures into whole files, decodes them and has them judged; several pictures at once, each read once for all its quantisers. */
final class Measurer implements AutoCloseable {
    /** The quantiser of the pictures that tell versions apart. */
    private static final int PROBE_QP = 32;

    private static final int STOP_SECONDS = 60;

    private final SetOptions options;
    private final Optional<MeasurementFile> file;
    private final SetListener listener;
    private final MvjpegEncoder encoder = new MvjpegEncoder();
    private final MvjpegDecoder decoder = new MvjpegDecoder();

    /** As every decoder shows it, whatever system properties say. */
    private final DecoderOptions plain =
            DecoderOptions.builder().postFilter(PostFilter.OFF).build();

    private final BlockingQueue<QualityMeasure.Judge> judges;
    private final ExecutorService pool;

    Measurer(SetOptions options, Optional<MeasurementFile> file, SetListener listener) {
        this.options = options;
        this.file = file;
        this.listener = listener;
        this.judges = new ArrayBlockingQueue<>(options.jobs());
        this.pool = Executors.newFixedThreadPool(options.jobs());
        try {
            for (int i = 0; i < options.jobs(); i++) {
                judges.add(options.measure().open());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** @throws IOException if the file's measurements are of other settings, or it cannot be written */
    void requireSettings(MeasurementFile kept) throws IOException {
        kept.require(settings());
    }

    /** A picture and the quantisers that it is to be measured at. */
    record Task(SetPicture picture, List<Double> qps) {}

    /** What came of a task: measurements in the order of its quantisers, or why there are none. */
    record Outcome(List<Measurement> measurements, Optional<String> failure) {}

    private Map<String, String> settings() {
        EncoderOptions probe =
                options.encoder().toBuilder().qp(PROBE_QP).device(Device.AUTO).build();
        Digests files = new Digests();
        for (BufferedImage drawn : List.of(Drawn.small(), Drawn.large())) {
            files.add(encoder.encode(Pixels.of(drawn), probe).heif());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("metric", options.measure().key());
        settings.put("encoder", probe.toString());
        settings.put("version", files.hex());
        return settings;
    }

    /**
     * Carries out tasks. What is in the file already is taken from there.
     *
     * @return one outcome for each task
     * @throws IOException if measurements cannot be kept
     */
    List<Outcome> measure(List<Task> tasks) throws IOException, InterruptedException {
        List<Future<Outcome>> futures = new ArrayList<>();
        for (Task task : tasks) {
            futures.add(pool.submit(() -> outcome(task)));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> future : futures) {
            try {
                outcomes.add(future.get());
            } catch (ExecutionException e) {
                futures.forEach(other -> other.cancel(true));
                if (e.getCause() instanceof NotKept cause) {
                    throw cause.cause;
                }
                if (e.getCause() instanceof Error cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return outcomes;
    }

    /** A measurement could not be written: no matter of the picture's. */
    private static final class NotKept extends Exception {
        private static final long serialVersionUID = 1L;

        private final IOException cause;

        NotKept(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private Outcome outcome(Task task) throws NotKept, InterruptedException {
        QualityMeasure.Judge judge = judges.take();
        try {
            return new Outcome(measurements(task, judge), Optional.empty());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Outcome(List.of(), Optional.of(reason.strip().replaceAll("\\s+", " ")));
        } finally {
            judges.add(judge);
        }
    }

    private List<Measurement> measurements(Task task, QualityMeasure.Judge judge)
            throws IOException, NotKept, InterruptedException {
        String key = task.picture().key();
        List<Measurement> found = new ArrayList<>();
        SetPicture.Content content = null;
        for (double qp : task.qps()) {
            Optional<Measurement> known = file.flatMap(kept -> kept.of(key, qp));
            if (known.isPresent()) {
                found.add(known.get());
                listener.measured(true);
                continue;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (content == null) {
                content = task.picture().read();
                judge.original(shown(content));
            }
            Measurement measured = measure(content, qp, judge);
            if (file.isPresent()) {
                keep(file.get(), key, task.picture().name(), measured);
            }
            found.add(measured);
            listener.measured(false);
        }
        return found;
    }

    private static void keep(MeasurementFile file, String key, String name, Measurement measured) throws NotKept {
        try {
            file.add(key, name, measured);
        } catch (IOException e) {
            throw new NotKept(e);
        }
    }

    /** As decoders show it. */
    private static BufferedImage shown(SetPicture.Content content) {
        return Rgb.of(Upright.of(Rgb.of(content.image()), content.metadata().orientation()));
    }

    private Measurement measure(SetPicture.Content content, double qp, QualityMeasure.Judge judge) throws IOException {
        EncodedPicture coded =
                encoder.encode(Pixels.of(content.image()), options.at(qp), content.metadata(), ProgressListener.NONE);
        double quality = judge.quality(Rgb.of(decoder.decode(coded.heif(), plain)));
        return new Measurement(
                new OperatingPoint(qp, coded.heif().length, quality), (long) coded.width() * coded.height());
    }

    /** Stops what is under way and frees native memory. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            // What they use is freed next; each stops after the encode that it is at.
            pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        judges.forEach(QualityMeasure.Judge::close);
        encoder.close();
        decoder.close();
    }
}
