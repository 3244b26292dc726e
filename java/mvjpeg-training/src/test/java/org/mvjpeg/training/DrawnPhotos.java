package org.mvjpeg.training;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.mvjpeg.training.onnx.TinyNetworks;

/** Folders of drawn pictures, and descriptions of tiny networks. */
public final class DrawnPhotos {
    private DrawnPhotos() {}

    /** Coloured ellipses under fine noise. */
    public static BufferedImage picture(int width, int height, int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 12; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(
                    random.nextInt(width) - width / 4,
                    random.nextInt(height) - height / 4,
                    width / 8 + random.nextInt(width / 2),
                    height / 8 + random.nextInt(height / 2));
        }
        graphics.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Color colour = new Color(image.getRGB(x, y));
                int noise = (int) (12 * random.nextGaussian());
                image.setRGB(
                        x,
                        y,
                        new Color(
                                        limit(colour.getRed() + noise),
                                        limit(colour.getGreen() + noise),
                                        limit(colour.getBlue() + noise))
                                .getRGB());
            }
        }
        return image;
    }

    private static int limit(int value) {
        return Math.max(0, Math.min(255, value));
    }

    /** Writes PNG files. */
    public static Path folder(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            ImageIO.write(
                    picture(96, 80, i),
                    "png",
                    folder.resolve("picture" + i + ".png").toFile());
        }
        return folder;
    }

    /** Writes a classifier and its description. @return the description */
    public static Path teacher(Path folder, int seed) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("tiny" + seed + ".onnx"), TinyNetworks.classifier(seed));
        return Files.writeString(
                folder.resolve("tiny" + seed + ".json"),
                """
                {"file": "tiny%d.onnx", "task": "classification", "input": {"width": %d, "height": %d},
                 "channel_order": "RGB", "mean": 128, "scale": 0.0078125, "resize": {"rule": "stretch"},
                 "output": "logits", "classes": %d}
                """
                        .formatted(seed, TinyNetworks.SIZE, TinyNetworks.SIZE, TinyNetworks.CLASSES));
    }
}
