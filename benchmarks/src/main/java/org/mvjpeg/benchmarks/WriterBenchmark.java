package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mvjpeg.codec.EncoderOnly;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The ImageIO writer beside x265 alone and beside the JDK's JPEG writer, one thread each. The contestants take turns inside one
 * invocation, so that a machine that slows down for a while slows them all and their ratio stands. An x265 context is faster or slower by
 * up to 2 % for as long as it lives, depending on where its memory lies, so there are more forks and fewer iterations.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class WriterBenchmark {
    @Param({"256x256", "1152x864", "4000x3000"})
    public String size;

    private BufferedImage picture;
    private ImageWriter writer;
    private ImageWriter jpeg;
    private EncoderOnly preprocessed;
    private EncoderOnly plain;
    private boolean reversed;

    /** Time that each contestant took in an iteration, nanoseconds, and its pictures. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Times {
        public long pictures;
        public long writer;
        public long encoderOnly;
        public long plainEncoderOnly;
        public long jpeg;

        @Setup(Level.Iteration)
        public void reset() {
            pictures = 0;
            writer = 0;
            encoderOnly = 0;
            plainEncoderOnly = 0;
            jpeg = 0;
        }
    }

    @Setup
    public void open() throws IOException {
        String[] sides = size.split("x");
        picture = PhotoLike.of(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        writer = ImageIO.getImageWritersByFormatName("mvjpeg").next();
        jpeg = ImageIO.getImageWritersByFormatName("jpeg").next();
        preprocessed = EncoderOnly.ofPreprocessed(picture);
        plain = EncoderOnly.ofPlain(picture);
        WarmUp.of(small -> {
            write(writer, small);
            write(jpeg, small);
        });
    }

    /** Each contestant once; every second time in the opposite order. */
    @Benchmark
    public void takeTurns(Times times) throws IOException {
        if (reversed) {
            times.jpeg += write(jpeg);
            times.plainEncoderOnly += encode(plain);
            times.encoderOnly += encode(preprocessed);
            times.writer += write(writer);
        } else {
            times.writer += write(writer);
            times.encoderOnly += encode(preprocessed);
            times.plainEncoderOnly += encode(plain);
            times.jpeg += write(jpeg);
        }
        reversed = !reversed;
        times.pictures++;
    }

    private long write(ImageWriter target) throws IOException {
        return write(target, picture);
    }

    private static long write(ImageWriter target, BufferedImage picture) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            target.setOutput(out);
            ImageWriteParam param = target.getDefaultWriteParam();
            target.write(null, new IIOImage(picture, null, null), param);
        }
        if (file.size() == 0) {
            throw new IOException("the writer wrote nothing");
        }
        return System.nanoTime() - start;
    }

    private static long encode(EncoderOnly encoder) {
        long start = System.nanoTime();
        encoder.encode();
        return System.nanoTime() - start;
    }

    @TearDown
    public void close() {
        writer.dispose();
        jpeg.dispose();
        preprocessed.close();
        plain.close();
    }
}
