package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.ItemProperty;
import org.mvjpeg.kernel.Source;

@Timeout(120)
class GridEncoderTest extends CodecTest {
    private static EncoderOptions.Builder options(int qp) {
        return EncoderOptions.builder().qp(qp).tile(256).device(Device.CPU);
    }

    private static HeifFile file(EncodedPicture coded) throws Exception {
        return HeifFile.read(coded.heif(), HeifLimits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "257, 300, 2, 2, 192, 192",
        "511, 257, 2, 2, 256, 192",
        "256, 700, 1, 3, 256, 256",
        "700, 1, 3, 1, 256, 64",
        "1, 300, 1, 2, 64, 192",
        "770, 64, 4, 1, 256, 64"
    })
    void everySizeComesBack(int width, int height, int columns, int rows, int tileWidth, int tileHeight)
            throws Exception {
        BufferedImage image = Drawings.scene(width, height, BufferedImage.TYPE_INT_RGB);

        EncodedPicture coded =
                encoder.encode(Pixels.of(image), options(8).profile(Profile.OFF).build());

        HeifFile file = file(coded);
        Grid grid = file.grid(file.primary());
        assertThat(List.of(grid.columns(), grid.rows(), grid.tileWidth(), grid.tileHeight()))
                .containsExactly(columns, rows, tileWidth, tileHeight);
        assertThat(grid.outputWidth()).isEqualTo(width + width % 2);
        assertThat(grid.outputHeight()).isEqualTo(height + height % 2);
        BufferedImage decoded = decoder.decode(coded.heif());
        assertThat(decoded.getWidth()).isEqualTo(width);
        assertThat(decoded.getHeight()).isEqualTo(height);
        assertThat(Drawings.lumaPsnr(image, decoded)).isGreaterThan(42);
        assertThat(coded.qp()).isEqualTo(8);
        assertThat(coded.kernelTime()).isPositive();
        assertThat(coded.encoderTime()).isPositive();
    }

    /** The reference cuts the kernel's planes of the whole picture by a formula and codes each part by itself. */
    @ParameterizedTest
    @CsvSource({"301, 259, MACHINE", "258, 100, OFF", "340, 330, HUMAN", "90, 511, MACHINE"})
    void tilesAreThePartsOfTheWholePicturesPlanesCodedOneByOne(int width, int height, Profile profile)
            throws Exception {
        EncoderOptions options = options(34).profile(profile).build();
        BufferedImage image = Drawings.scene(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[][] whole = kernelPlanes(Pixels.of(image), options);

        HeifFile file = file(encoder.encode(Pixels.of(image), options));

        Grid grid = file.grid(file.primary());
        try (PlaneCodec codec = new PlaneCodec()) {
            for (int i = 0; i < grid.tiles().size(); i++) {
                int x = i % grid.columns() * grid.tileWidth();
                int y = i / grid.columns() * grid.tileHeight();
                int w = grid.outputWidth();
                int h = grid.outputHeight();
                I420 part = new I420(
                        grid.tileWidth(),
                        grid.tileHeight(),
                        cut(whole[0], w, h, x, y, grid.tileWidth(), grid.tileHeight()),
                        cut(whole[1], w / 2, h / 2, x / 2, y / 2, grid.tileWidth() / 2, grid.tileHeight() / 2),
                        cut(whole[2], w / 2, h / 2, x / 2, y / 2, grid.tileWidth() / 2, grid.tileHeight() / 2));
                HeifFile alone = HeifFile.read(codec.code(part, options).heif(), HeifLimits.DEFAULT);
                assertThat(file.picture(grid.tiles().get(i)).annexB())
                        .as("tile %d", i)
                        .isEqualTo(alone.picture(alone.primary()).annexB());
            }
        }
    }

    private static byte[][] kernelPlanes(Pixels pixels, EncoderOptions options) {
        Interleaved samples = pixels.samples();
        BytePointer memory = new BytePointer(samples.packedSize());
        samples.copyTo(memory.asByteBuffer());
        Source source = new Source(
                memory,
                (long) samples.width() * samples.pixelStride(),
                samples.pixelStride(),
                samples.red(),
                samples.green(),
                samples.blue(),
                samples.width(),
                samples.height());
        int width = samples.width() + samples.width() % 2;
        int height = samples.height() + samples.height() % 2;
        byte[][] planes = {new byte[width * height], new byte[width * height / 4], new byte[width * height / 4]};
        try (Kernels kernels = new Kernels();
                WholePlanes whole = new WholePlanes(samples.width(), samples.height(), 1);
                memory) {
            kernels.process(options, source, whole.planes());
            whole.planes().y().get(planes[0]);
            whole.planes().u().get(planes[1]);
            whole.planes().v().get(planes[2]);
        }
        return planes;
    }

    private static byte[] cut(byte[] plane, int width, int height, int x, int y, int tileWidth, int tileHeight) {
        byte[] part = new byte[tileWidth * tileHeight];
        for (int i = 0; i < part.length; i++) {
            int column = Math.min(x + i % tileWidth, width - 1);
            int row = Math.min(y + i / tileWidth, height - 1);
            part[i] = plane[row * width + column];
        }
        return part;
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheBytes() {
        Pixels pixels = Pixels.of(Drawings.noise(600, 500, BufferedImage.TYPE_INT_ARGB, 3));
        byte[] one = encoder.encode(pixels, options(36).build()).heif();
        for (int threads : new int[] {2, 3, 7, 256}) {
            assertThat(encoder.encode(pixels, options(36).threads(threads).build())
                            .heif())
                    .as("%d threads", threads)
                    .isEqualTo(one);
        }
    }

    @Test
    void expertOptionsReachEveryTile() throws Exception {
        Pixels pixels = Pixels.of(Drawings.scene(300, 60, BufferedImage.TYPE_INT_RGB));
        EncoderOptions plain = options(30).build();
        EncoderOptions expert = plain.toBuilder().x265Option("psy-rd", "0").build();
        byte[] coded = encoder.encode(pixels, expert).heif();
        assertThat(coded).isNotEqualTo(encoder.encode(pixels, plain).heif());
        assertThat(encoder.encode(pixels, expert.toBuilder().threads(2).build()).heif())
                .isEqualTo(coded);
        assertThat(decoder.decode(coded).getWidth()).isEqualTo(300);
    }

    @Test
    void alphaIsAGridToo() throws Exception {
        BufferedImage image = Drawings.scene(321, 270, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 270; y++) {
            for (int x = 0; x < 321; x++) {
                image.setRGB(x, y, image.getRGB(x, y) & 0xFFFFFF | (x * y / 340) << 24);
            }
        }

        EncodedPicture coded =
                encoder.encode(Pixels.of(image), options(6).threads(2).build());

        HeifFile file = file(coded);
        HeifItem alpha = file.alphaOf(file.primary()).orElseThrow();
        assertThat(file.grid(alpha).tiles()).hasSize(4);
        BufferedImage decoded = decoder.decode(coded.heif());
        assertThat(decoded.getType()).isEqualTo(BufferedImage.TYPE_4BYTE_ABGR);
        for (int y = 0; y < 270; y++) {
            for (int x = 0; x < 321; x++) {
                int expected = image.getRGB(x, y) >>> 24;
                assertThat(decoded.getRGB(x, y) >>> 24).isBetween(expected - 9, expected + 9);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void orientationTurnsTheWhole(Orientation orientation) throws Exception {
        Pixels pixels = Pixels.of(Drawings.scene(301, 70, BufferedImage.TYPE_INT_RGB));
        EncoderOptions options = options(20).build();
        BufferedImage upright = decoder.decode(encoder.encode(pixels, options).heif());

        BufferedImage shown =
                decoder.decode(encoder.encode(pixels, options, shownAs(orientation), ProgressListener.NONE)
                        .heif());

        assertThat(pixelsOf(shown)).isEqualTo(pixelsOf(turned(upright, orientation)));
    }

    private static PictureMetadata shownAs(Orientation orientation) {
        return PictureMetadata.builder().orientation(orientation).build();
    }

    private static BufferedImage turned(BufferedImage image, Orientation orientation) {
        BufferedImage turned = image;
        for (int i = 0; i < orientation.quarterTurns(); i++) {
            BufferedImage from = turned;
            turned = new BufferedImage(from.getHeight(), from.getWidth(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < turned.getHeight(); y++) {
                for (int x = 0; x < turned.getWidth(); x++) {
                    turned.setRGB(x, y, from.getRGB(from.getWidth() - 1 - y, x));
                }
            }
        }
        BufferedImage flipped = new BufferedImage(turned.getWidth(), turned.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < turned.getHeight(); y++) {
            for (int x = 0; x < turned.getWidth(); x++) {
                flipped.setRGB(
                        orientation.flipsColumns() ? turned.getWidth() - 1 - x : x,
                        orientation.flipsRows() ? turned.getHeight() - 1 - y : y,
                        turned.getRGB(x, y));
            }
        }
        return flipped;
    }

    private static int[] pixelsOf(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void theProfileBelongsToTheWhole() throws Exception {
        ColorModel linear = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB),
                false,
                false,
                ColorModel.OPAQUE,
                DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(linear, linear.createCompatibleWritableRaster(300, 40), false, null);

        EncodedPicture coded = encoder.encode(Pixels.of(image), options(10).build());

        assertThat(file(coded).primary().property(ItemProperty.ColourProfile.class))
                .isPresent();
        assertThat(decoder.decode(coded.heif()).getColorModel().getColorSpace().isCS_sRGB())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"17000, 64, 17, 1, 1024, 64", "33, 16900, 1, 17, 64, 1024"})
    void aPictureBeyondTheLevelsIsAGridUnasked(
            int width, int height, int columns, int rows, int tileWidth, int tileHeight) throws Exception {
        BufferedImage image = Drawings.scene(width, height, BufferedImage.TYPE_INT_RGB);
        EncoderOptions options = options(20).tile(0).threads(2).build();

        EncodedPicture coded = encoder.encode(Pixels.of(image), options);

        HeifFile file = file(coded);
        Grid grid = file.grid(file.primary());
        assertThat(List.of(grid.columns(), grid.rows(), grid.tileWidth(), grid.tileHeight()))
                .containsExactly(columns, rows, tileWidth, tileHeight);
        BufferedImage decoded = decoder.decode(coded.heif());
        assertThat(decoded.getWidth()).isEqualTo(width);
        assertThat(decoded.getHeight()).isEqualTo(height);
        assertThat(Drawings.lumaPsnr(image, decoded)).isGreaterThan(36);
    }

    @Test
    void aPictureThatFitsIntoOneTileIsAsWithoutTiles() {
        Pixels pixels = Pixels.of(Drawings.scene(256, 200, BufferedImage.TYPE_INT_RGB));
        EncoderOptions options = options(30).build();
        assertThat(encoder.encode(pixels, options).heif())
                .isEqualTo(encoder.encode(pixels, options.toBuilder().tile(0).build())
                        .heif());
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void progressRisesByTilesAndCancelLeavesTheEncoderUsable(int threads) {
        Pixels pixels = Pixels.of(Drawings.noise(300, 300, BufferedImage.TYPE_INT_ARGB, 1));
        EncoderOptions options = options(40).threads(threads).build();
        List<Float> seen = new ArrayList<>();
        List<Thread> threadsSeen = new ArrayList<>();
        byte[] whole = encoder.encode(pixels, options, fraction -> {
                    threadsSeen.add(Thread.currentThread());
                    return seen.add(fraction);
                })
                .heif();
        assertThat(seen).hasSize(11).isSorted().startsWith(0f).endsWith(1f);
        assertThat(seen.get(5)).isBetween(0.6f, 0.7f);
        assertThat(threadsSeen).containsOnly(Thread.currentThread());
        for (int stop = 0; stop < 11; stop++) {
            int last = stop;
            int[] calls = {0};
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> encoder.encode(pixels, options, fraction -> calls[0]++ < last));
            assertThat(calls[0]).isEqualTo(stop + 1);
        }
        assertThat(encoder.encode(pixels, options).heif()).isEqualTo(whole);
    }

    @Test
    void manyCallersWithManyThreadsShareFewContexts() throws Exception {
        Pixels pixels = Pixels.of(Drawings.scene(520, 300, BufferedImage.TYPE_INT_RGB));
        EncoderOptions options = options(38).threads(6).build();
        byte[] expected = encoder.encode(pixels, options).heif();
        List<Callable<byte[]>> tasks = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            tasks.add(() -> encoder.encode(pixels, options).heif());
        }
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            for (Future<byte[]> result : callers.invokeAll(tasks)) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void whatATileFailsOnIsThrownOnce() {
        Pixels pixels = Pixels.of(Drawings.scene(700, 300, BufferedImage.TYPE_INT_RGB));
        EncoderOptions impossible =
                options(30).x265Option("ctu", "7").threads(3).build();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> encoder.encode(pixels, impossible))
                .withMessageContaining("ctu=7");
        MvjpegEncoder closed = new MvjpegEncoder();
        closed.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.encode(pixels, options(30).threads(3).build()))
                .withMessageContaining("closed");
    }

    @Test
    void theLastTilesRepeatTheEdge() throws Exception {
        // A picture of one colour stays exactly that, whatever is coded beyond its edge.
        for (int rgb : new int[] {0x000000, 0xFFFFFF, 0x808080}) {
            BufferedImage decoded = decoder.decode(encoder.encode(
                            Pixels.of(Drawings.flat(259, 257, rgb)), options(45).build())
                    .heif());
            assertThat(pixelsOf(decoded)).containsOnly(0xFF000000 | rgb);
        }
    }
}
