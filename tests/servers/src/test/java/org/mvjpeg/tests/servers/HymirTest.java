package org.mvjpeg.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JPEG mode in the IIIF image server Hymir: two servers that differ in one system property are asked for the same URLs.
 *
 * <p>{@code -Dservers.requests=10000} asks more often, {@code -Dservers.pictures=DIR} for other pictures than the drawn ones.
 */
class HymirTest {
    private static final int REQUESTS = Integer.getInteger("servers.requests", 1000);

    /** One request of these goes to the server without JPEG mode too, in turns, so that both have the same machine to themselves. */
    private static final int TURN = 4;

    @TempDir
    static Path folder;

    private static List<String> names;
    private static Hymir off;
    private static Hymir on;

    @BeforeAll
    static void start() throws Exception {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        fill(pictures);
        try (Stream<Path> files = Files.list(pictures)) {
            names = files.map(file -> file.getFileName().toString().replaceAll("\\..*", ""))
                    .sorted()
                    .toList();
        }
        off = new Hymir(pictures, folder.resolve("off.log"), false);
        on = new Hymir(pictures, folder.resolve("on.log"), true);
    }

    /** Copies of the pictures asked for, or drawn ones: a lossless one, and one that was a JPEG before. */
    private static void fill(Path pictures) throws IOException {
        String others = System.getProperty("servers.pictures");
        if (others == null) {
            ImageIO.write(drawn(600, 450, 1), "png", pictures.resolve("p0.png").toFile());
            ImageIO.write(drawn(450, 600, 2), "png", pictures.resolve("p1.png").toFile());
            ImageIO.write(drawn(640, 480, 3), "jpg", pictures.resolve("p2.jpg").toFile());
            return;
        }
        try (Stream<Path> files = Files.list(Path.of(others))) {
            int k = 0;
            for (Path file : files.sorted().toList()) {
                String suffix = file.toString().toLowerCase(Locale.ROOT).endsWith("png") ? ".png" : ".jpg";
                Files.copy(file, pictures.resolve("p" + k++ + suffix));
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (Hymir server : new Hymir[] {off, on}) {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test
    void thePropertyIsAllTheDifferenceAndIsToldOnce() throws IOException {
        assertThat(off.log()).doesNotContain("mvjpeg preprocesses");
        assertThat(on.log()).containsOnlyOnce("mvjpeg preprocesses JPEGs (mvjpeg.jpeg=preprocess)");
    }

    @Test
    void theSameUrlsGiveSmallerJpegs() throws Exception {
        long plain = 0;
        long preprocessed = 0;
        for (String name : names) {
            for (String view : List.of(
                    "full/full/0/default.jpg",
                    "full/,350/0/default.jpg",
                    "40,30,360,340/full/0/default.jpg",
                    "full/full/90/default.jpg",
                    "full/full/!0/default.jpg",
                    "full/full/0/gray.jpg")) {
                HttpResponse<byte[]> before = off.get(name + "/" + view);
                HttpResponse<byte[]> after = on.get(name + "/" + view);
                BufferedImage expected = jpeg(before);
                BufferedImage actual = jpeg(after);
                assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
                assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
                assertThat(distance(actual, expected)).as(view).isLessThan(8);
                plain += before.body().length;
                preprocessed += after.body().length;
            }
        }
        System.out.printf(
                "Hymir: %d bytes, with JPEG mode %d (%.1f %%)%n",
                plain, preprocessed, 100.0 * (preprocessed - plain) / plain);
        assertThat(preprocessed).isLessThan(plain);
    }

    @Test
    void otherFormatsStayAsTheyAre() throws Exception {
        String png = names.get(0) + "/full/full/0/default.png";
        assertThat(on.get(png).body()).isEqualTo(off.get(png).body());
    }

    @Test
    void memoryStaysFlatAndLatencyIsMeasured() throws Exception {
        long[] without = new long[REQUESTS / TURN];
        long[] with = new long[REQUESTS];
        String[] views = {"full/full/0/default.jpg", "full/,330/0/default.jpg", "10,10,340,340/full/0/default.jpg"};
        int settled = REQUESTS / 4;
        long early = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String path = names.get(i % names.size()) + "/" + views[i / names.size() % views.length];
            if (i % TURN == 0 && i / TURN < without.length) {
                without[i / TURN] = timed(off, path);
            }
            with[i] = timed(on, path);
            if (i == settled) {
                early = on.residentBytes();
            }
        }
        long late = on.residentBytes();
        System.out.printf(
                "Hymir, %d requests: without JPEG mode p50 %.1f ms, p99 %.1f ms; with JPEG mode p50 %.1f ms, p99 %.1f ms;"
                        + " resident after a quarter %d MB, at the end %d MB, without JPEG mode %d MB%n",
                REQUESTS,
                millis(without, settled / TURN, 0.5),
                millis(without, settled / TURN, 0.99),
                millis(with, settled, 0.5),
                millis(with, settled, 0.99),
                early >> 20,
                late >> 20,
                off.residentBytes() >> 20);
        assertThat(late).isLessThan(early + early / 10);
    }

    private static long timed(Hymir server, String path) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = server.get(path);
        long nanos = System.nanoTime() - start;
        assertThat(response.statusCode()).isEqualTo(200);
        return nanos;
    }

    private static double millis(long[] nanos, int from, double share) {
        long[] sorted = Arrays.copyOfRange(nanos, from, nanos.length);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
    }

    private static BufferedImage jpeg(HttpResponse<byte[]> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("image/jpeg");
        assertThat(response.body()).startsWith(0xFF, 0xD8, 0xFF).endsWith(0xFF, 0xD9);
        return ImageIO.read(new ByteArrayInputStream(response.body()));
    }

    /** Mean absolute difference of green. */
    private static double distance(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                sum += Math.abs((a.getRGB(x, y) >> 8 & 255) - (b.getRGB(x, y) >> 8 & 255));
            }
        }
        return sum / a.getWidth() / a.getHeight();
    }

    /** A slope and discs under fine grain. */
    private static BufferedImage drawn(int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(seed);
        Graphics2D g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, new Color(30, 60, 140), width, height, new Color(230, 190, 90)));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 20; i++) {
            g.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            double side = 20 + random.nextInt(140);
            g.fill(new Ellipse2D.Double(random.nextInt(width), random.nextInt(height), side, side));
        }
        g.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = random.nextInt(17) - 8;
                int rgb = image.getRGB(x, y);
                int changed = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    changed |= Math.max(0, Math.min(255, (rgb >> shift & 255) + grain)) << shift;
                }
                image.setRGB(x, y, changed);
            }
        }
        return image;
    }
}
