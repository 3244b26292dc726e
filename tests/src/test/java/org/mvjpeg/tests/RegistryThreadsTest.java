package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import org.junit.jupiter.api.RepeatedTest;
import org.mvjpeg.imageio.Mvjpeg;
import org.mvjpeg.imageio.MvjpegImageReaderSpi;
import org.mvjpeg.imageio.MvjpegImageWriterSpi;

/** Many threads are the first to touch ImageIO, the plug-in and colour management, each from another side. */
class RegistryThreadsTest {
    @RepeatedTest(3)
    void theFirstTouchByManyThreadsDoesNotDeadlock() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> true, List.of());
        assertThat(result.output().strip()).isEqualTo("all written");
    }

    static final class Program {
        private static final int THREADS = 16;
        private static final int SECONDS = 60;

        private Program() {}

        public static void main(String[] args) throws Exception {
            List<Callable<Object>> touches = List.of(
                    IIORegistry::getDefaultInstance,
                    MvjpegImageWriterSpi::new,
                    MvjpegImageReaderSpi::new,
                    ImageIO::getReaderFormatNames,
                    Mvjpeg::register,
                    () -> ColorSpace.getInstance(ColorSpace.CS_GRAY).toRGB(new float[] {0.5f}),
                    Mvjpeg::warmUp,
                    () -> {
                        ImageIO.scanForPlugins();
                        return null;
                    });
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            });
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Callable<Object> touch = touches.get(i % touches.size());
                results.add(threads.submit(() -> {
                    start.await();
                    touch.call();
                    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
                    return ImageIO.write(image, "mvjpeg", new ByteArrayOutputStream());
                }));
            }
            start.countDown();
            for (Future<Boolean> result : results) {
                if (!result.get(SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("no writer");
                }
            }
            System.out.println("all written");
        }
    }
}
