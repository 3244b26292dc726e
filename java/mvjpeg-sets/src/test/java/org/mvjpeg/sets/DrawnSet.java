package org.mvjpeg.sets;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.mvjpeg.codec.PictureMetadata;

/** Pictures of very different needs. */
final class DrawnSet {
    private DrawnSet() {}

    /** A drawn picture that counts how often it is read. */
    record Drawn(String name, BufferedImage image, PictureMetadata metadata, AtomicInteger reads)
            implements SetPicture {
        @Override
        public String key() {
            return name;
        }

        @Override
        public Content read() {
            reads.incrementAndGet();
            return new Content(image, metadata);
        }
    }

    static Drawn of(String name, BufferedImage image) {
        return of(name, image, PictureMetadata.NONE);
    }

    static Drawn of(String name, BufferedImage image, PictureMetadata metadata) {
        return new Drawn(name, image, metadata, new AtomicInteger());
    }

    /** Strokes on a slope, from a few to very many, with noise that grows along the set. */
    static List<Drawn> pictures(int count) {
        List<Drawn> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(of("drawn " + i, strokes(i, 96 + 32 * (i % 3), 96 + 16 * (i % 4), 4 << i % 6, 3 * (i % 5))));
        }
        return pictures;
    }

    static BufferedImage strokes(long seed, int width, int height, int strokes, double noise) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        for (int y = 0; y < height; y++) {
            graphics.setColor(new Color(60 + y * 120 / height, 120, 200 - y * 100 / height));
            graphics.drawLine(0, y, width, y);
        }
        for (int i = 0; i < strokes; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.drawLine(
                    random.nextInt(width), random.nextInt(height), random.nextInt(width), random.nextInt(height));
        }
        graphics.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < 3; band++) {
                    double sample = image.getRaster().getSample(x, y, band) + noise * random.nextGaussian();
                    image.getRaster().setSample(x, y, band, (int) Math.max(0, Math.min(255, sample)));
                }
            }
        }
        return image;
    }
}
