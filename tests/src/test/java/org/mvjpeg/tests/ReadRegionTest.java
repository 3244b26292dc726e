package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;

/** A region is what the whole picture shows there, and costs only the tiles that it lies in. */
class ReadRegionTest {
    private static final int TILE = 256;

    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("mvjpeg").next();

    @AfterEach
    void dispose() {
        reader.dispose();
    }

    /** Odd sizes: the file crops. */
    @ParameterizedTest
    @EnumSource(Orientation.class)
    void anyRegionIsTheWholeCropped(Orientation orientation) throws IOException {
        Random random = new Random(orientation.ordinal());
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
            byte[] grid = encode(Pictures.draw(521, 345, type), orientation, TILE);
            byte[] single = encode(Pictures.draw(141, 75, type), orientation, 0);
            for (byte[] file : List.of(grid, single)) {
                BufferedImage whole = Pictures.decode(file);
                for (int round = 0; round < 6; round++) {
                    assertCropped(file, whole, random);
                }
            }
        }
    }

    private void assertCropped(byte[] file, BufferedImage whole, Random random) throws IOException {
        Rectangle region = rectangle(whole.getWidth(), whole.getHeight(), random);
        int stepX = 1 + random.nextInt(4);
        int stepY = 1 + random.nextInt(4);
        int offsetX = random.nextInt(Math.min(stepX, region.width));
        int offsetY = random.nextInt(Math.min(stepY, region.height));
        Point corner = new Point(random.nextInt(3), random.nextInt(3));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(region);
        param.setSourceSubsampling(stepX, stepY, offsetX, offsetY);
        param.setDestinationOffset(corner);
        if (random.nextBoolean()) {
            List<ImageTypeSpecifier> types = new ArrayList<>();
            reader.setInput(Streams.of(file));
            reader.getImageTypes(0).forEachRemaining(types::add);
            types.removeIf(type -> type.getColorModel().isAlphaPremultiplied());
            param.setDestinationType(types.get(random.nextInt(types.size())));
        }
        BufferedImage part = read(file, param);
        int columns = (region.width - offsetX + stepX - 1) / stepX;
        int rows = (region.height - offsetY + stepY - 1) / stepY;
        assertThat(part.getWidth()).isEqualTo(corner.x + columns);
        assertThat(part.getHeight()).isEqualTo(corner.y + rows);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int expected = whole.getRGB(region.x + offsetX + x * stepX, region.y + offsetY + y * stepY);
                if (part.getRGB(corner.x + x, corner.y + y) != expected) {
                    assertThat(part.getRGB(corner.x + x, corner.y + y))
                            .as("(%d, %d) of %s, steps %d, %d", x, y, region, stepX, stepY)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static Rectangle rectangle(int width, int height, Random random) {
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        return new Rectangle(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
    }

    @Test
    void bandsOfARegionLandInTheBandsOfAnotherImage() throws IOException {
        byte[] file = encode(Pictures.draw(300, 280, BufferedImage.TYPE_INT_ARGB), Orientation.TOP_LEFT, TILE);
        BufferedImage whole = Pictures.decode(file);
        BufferedImage destination = new BufferedImage(100, 90, BufferedImage.TYPE_3BYTE_BGR);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(211, 203, 80, 70));
        param.setSourceBands(new int[] {3, 0});
        param.setDestinationBands(new int[] {1, 2});
        param.setDestination(destination);
        param.setDestinationOffset(new Point(7, 9));
        assertThat(read(file, param)).isSameAs(destination);
        for (int y = 0; y < 70; y++) {
            for (int x = 0; x < 80; x++) {
                int expected = whole.getRGB(211 + x, 203 + y);
                assertThat(destination.getRGB(7 + x, 9 + y) & 0xffffff)
                        .isEqualTo(expected >>> 24 << 8 | expected >> 16 & 0xff);
            }
        }
        assertThat(destination.getRGB(6, 8) & 0xffffff).isZero();
    }

    @Test
    void pixelsGoStraightIntoPartOfAnImageOfTheCaller() throws IOException {
        byte[] file = encode(Pictures.draw(300, 280, BufferedImage.TYPE_INT_RGB), Orientation.RIGHT_TOP, TILE);
        BufferedImage whole = Pictures.decode(file);
        BufferedImage large = new BufferedImage(500, 500, BufferedImage.TYPE_3BYTE_BGR);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestination(large.getSubimage(100, 50, 300, 320));
        param.setDestinationOffset(new Point(10, 11));
        read(file, param);
        for (int y = 0; y < whole.getHeight(); y++) {
            for (int x = 0; x < whole.getWidth(); x++) {
                assertThat(large.getRGB(110 + x, 61 + y)).isEqualTo(whole.getRGB(x, y));
            }
        }
        assertThat(large.getRGB(109, 60) & 0xffffff).isZero();
        assertThat(large.getRGB(110 + whole.getWidth(), 61) & 0xffffff).isZero();
    }

    @Test
    void onlyTheTilesOfARegionAreDecoded() throws IOException {
        int columns = 8;
        int rows = 5;
        byte[] file = encode(
                Pictures.draw(columns * TILE, rows * TILE, BufferedImage.TYPE_INT_RGB), Orientation.TOP_LEFT, TILE);
        EventLog all = follow(file, null);
        assertThat(all.updates()).hasSize(columns * rows);

        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(2 * TILE + 10, TILE + 20, 512, 512));
        EventLog some = follow(file, param);
        assertThat(some.updates()).hasSize(9);
        assertThat(some.percents()).hasSize(10).isSorted().startsWith(0f).endsWith(100f);

        // The proof: tiles outside the region may be damaged.
        byte[] damaged = file.clone();
        for (int i = 0; i < columns * rows; i++) {
            int x = i % columns;
            int y = i / columns;
            if (x < 2 || x > 4 || y < 1 || y > 3) {
                damage(damaged, i);
            }
        }
        BufferedImage expected = read(file, param);
        BufferedImage part = read(damaged, param);
        assertThat(Pictures.psnr(part, expected)).isGreaterThan(200);
        assertThatThrownBy(() -> read(damaged, null))
                .isInstanceOf(IIOException.class)
                .hasMessageContaining("item 2 of type 'hvc1': ");

        ImageReadParam sparse = reader.getDefaultReadParam();
        sparse.setSourceSubsampling(3 * TILE, 3 * TILE, TILE, TILE);
        assertThat(follow(file, sparse).updates()).hasSize(3 * 2);
    }

    @Test
    void tilesAreThoseOfTheFile() throws IOException {
        byte[] file = encode(Pictures.draw(521, 345, BufferedImage.TYPE_INT_RGB), Orientation.TOP_LEFT, TILE);
        BufferedImage whole = Pictures.decode(file);
        reader.setInput(Streams.of(file));
        assertThat(reader.isImageTiled(0)).isTrue();
        int width = reader.getTileWidth(0);
        int height = reader.getTileHeight(0);
        assertThat(new int[] {width, height}).containsExactly(192, 192);
        assertThat(new int[] {reader.getTileGridXOffset(0), reader.getTileGridYOffset(0)})
                .containsExactly(0, 0);
        EventLog log = EventLog.observing();
        reader.addIIOReadUpdateListener(log);
        for (int ty = 0; ty < 2; ty++) {
            for (int tx = 0; tx < 3; tx++) {
                BufferedImage tile = reader.readTile(0, tx, ty);
                BufferedImage expected = whole.getSubimage(
                        tx * width,
                        ty * height,
                        Math.min(width, 521 - tx * width),
                        Math.min(height, 345 - ty * height));
                assertThat(Pictures.psnr(tile, expected)).isGreaterThan(200);
                Raster raster = reader.readTileRaster(0, tx, ty);
                assertThat(raster.getWidth()).isEqualTo(tile.getWidth());
            }
        }
        assertThat(log.updates()).hasSize(12);
        assertThatThrownBy(() -> reader.readTile(0, 3, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reader.readTile(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTurnedGridIsOneTile() throws IOException {
        byte[] file = encode(Pictures.draw(521, 345, BufferedImage.TYPE_INT_RGB), Orientation.RIGHT_TOP, TILE);
        reader.setInput(Streams.of(file));
        assertThat(reader.isImageTiled(0)).isFalse();
        assertThat(reader.getTileWidth(0)).isEqualTo(345);
        assertThat(reader.getTileHeight(0)).isEqualTo(521);
        assertThat(Pictures.psnr(reader.readTile(0, 0, 0), Pictures.decode(file)))
                .isGreaterThan(200);
    }

    @Test
    void rastersHoldTheFilesSamples() throws IOException {
        byte[] file = encode(Pictures.draw(90, 70, BufferedImage.TYPE_INT_ARGB), Orientation.TOP_LEFT, 0);
        BufferedImage whole = Pictures.decode(file);
        reader.setInput(Streams.of(file));
        assertThat(reader.canReadRaster()).isTrue();
        assertThat(reader.readRaster(0, null).getPixels(0, 0, 90, 70, (int[]) null))
                .isEqualTo(whole.getRaster().getPixels(0, 0, 90, 70, (int[]) null));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(11, 13, 40, 30));
        param.setSourceSubsampling(2, 3, 1, 0);
        param.setSourceBands(new int[] {3, 1});
        param.setDestinationBands(new int[] {1, 0});
        param.setDestinationOffset(new Point(-5, 6));
        Raster raster = reader.readRaster(0, param);
        assertThat(raster.getBounds()).isEqualTo(new Rectangle(-5, 6, 20, 10));
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 20; x++) {
                int[] expected = whole.getRaster().getPixel(12 + 2 * x, 13 + 3 * y, (int[]) null);
                assertThat(raster.getPixel(x - 5, y + 6, (int[]) null)).containsExactly(expected[1], expected[3]);
            }
        }
        param.setSourceBands(new int[] {4});
        param.setDestinationBands(null);
        assertThatThrownBy(() -> reader.readRaster(0, param)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReadEndsWhereItIsAborted() throws IOException {
        byte[] grid = encode(Pictures.draw(4 * TILE, 2 * TILE, BufferedImage.TYPE_INT_RGB), Orientation.TOP_LEFT, TILE);
        byte[] single = encode(Pictures.draw(1400, 1000, BufferedImage.TYPE_INT_RGB), Orientation.TOP_LEFT, 0);
        for (byte[] file : List.of(grid, single)) {
            BufferedImage whole = Pictures.decode(file);
            EventLog log = EventLog.abortingAfterUpdates(2);
            reader.addIIOReadProgressListener(log);
            reader.addIIOReadUpdateListener(log);
            BufferedImage part = read(file, null);
            assertThat(log.events()).containsExactly("started", "aborted");
            assertThat(log.updates()).hasSize(2);
            Rectangle last = log.updates().get(1);
            assertThat(part.getRGB(last.x + 5, last.y + 5)).isEqualTo(whole.getRGB(last.x + 5, last.y + 5));
            assertThat(part.getRGB(whole.getWidth() - 1, whole.getHeight() - 1) & 0xffffff)
                    .isZero();
            reader.removeAllIIOReadProgressListeners();
            reader.removeAllIIOReadUpdateListeners();
            assertThat(Pictures.psnr(reader.read(0), whole)).isGreaterThan(200);
        }
    }

    private EventLog follow(byte[] file, ImageReadParam param) throws IOException {
        EventLog log = EventLog.observing();
        reader.addIIOReadProgressListener(log);
        reader.addIIOReadUpdateListener(log);
        try {
            read(file, param);
        } finally {
            reader.removeAllIIOReadProgressListeners();
            reader.removeAllIIOReadUpdateListeners();
        }
        assertThat(log.events()).containsExactly("started", "complete");
        return log;
    }

    private BufferedImage read(byte[] file, ImageReadParam param) throws IOException {
        reader.setInput(Streams.of(file));
        return reader.read(0, param);
    }

    /** Breaks the data of a grid's tile. */
    private static void damage(byte[] file, int tile) throws IOException {
        HeifFile heif = HeifFile.read(file, HeifLimits.DEFAULT);
        HeifItem item = heif.grid(heif.primary()).tiles().get(tile);
        byte[] data = item.data();
        int at = indexOf(file, data);
        Arrays.fill(file, at + data.length / 2, at + data.length, (byte) 0xff);
    }

    private static int indexOf(byte[] file, byte[] data) {
        for (int at = 0; ; at++) {
            if (Arrays.equals(file, at, at + data.length, data, 0, data.length)) {
                return at;
            }
        }
    }

    private static byte[] encode(BufferedImage image, Orientation orientation, int tile) {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            return encoder.encode(
                            Pixels.of(image),
                            EncoderOptions.builder().tile(tile).build(),
                            PictureMetadata.builder().orientation(orientation).build(),
                            ProgressListener.NONE)
                    .heif();
        }
    }
}
