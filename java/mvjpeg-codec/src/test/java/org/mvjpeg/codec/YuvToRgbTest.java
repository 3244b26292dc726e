package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares with the formulas of ITU-T H.273 in double precision, on frames filled at random. */
class YuvToRgbTest {
    private static final int WIDTH = 37;
    private static final int HEIGHT = 11;

    /** One of libavutil's pixel formats. */
    record Format(int id, int shiftX, int shiftY, int depth, boolean monochrome) {}

    @BeforeAll
    static void load() {
        Ffmpeg.load();
    }

    /** All that are read. */
    static Format[] formats() {
        return new Format[] {
            new Format(avutil.AV_PIX_FMT_GRAY8, 0, 0, 8, true),
            new Format(avutil.AV_PIX_FMT_YUV420P, 1, 1, 8, false),
            new Format(avutil.AV_PIX_FMT_YUVJ420P, 1, 1, 8, false),
            new Format(avutil.AV_PIX_FMT_YUV422P, 1, 0, 8, false),
            new Format(avutil.AV_PIX_FMT_YUV444P, 0, 0, 8, false),
            new Format(avutil.AV_PIX_FMT_GRAY10(), 0, 0, 10, true),
            new Format(avutil.AV_PIX_FMT_YUV420P10(), 1, 1, 10, false),
            new Format(avutil.AV_PIX_FMT_YUV422P10(), 1, 0, 10, false),
            new Format(avutil.AV_PIX_FMT_YUV444P10(), 0, 0, 10, false),
            new Format(avutil.AV_PIX_FMT_GRAY12(), 0, 0, 12, true),
            new Format(avutil.AV_PIX_FMT_YUV420P12(), 1, 1, 12, false),
            new Format(avutil.AV_PIX_FMT_YUV422P12(), 1, 0, 12, false),
            new Format(avutil.AV_PIX_FMT_YUV444P12(), 0, 0, 12, false)
        };
    }

    private static AVFrame frame(int format) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(format).width(WIDTH).height(HEIGHT);
        Ffmpeg.check(avutil.av_frame_get_buffer(frame, 0), "frame");
        return frame;
    }

    /** Samples of a plane, which are also written to the frame. */
    private static int[][] fill(AVFrame frame, int plane, int width, int height, int depth, Random random) {
        int[][] samples = new int[height][width];
        ByteBuffer data = frame.data(plane)
                .capacity((long) frame.linesize(plane) * height)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples[y][x] = random.nextInt(1 << depth);
                int at = y * frame.linesize(plane);
                if (depth == 8) {
                    data.put(at + x, (byte) samples[y][x]);
                } else {
                    data.putShort(at + 2 * x, (short) samples[y][x]);
                }
            }
        }
        return samples;
    }

    @Test
    void everyFormatMatrixAndRangeFollowsTheFormulas() {
        Random random = new Random(1);
        for (Format format : formats()) {
            for (int matrix : new int[] {1, 2, 4, 5, 6, 7, 9}) {
                for (boolean full : new boolean[] {true, false}) {
                    compare(format, matrix, full, 8, random);
                    compare(format, matrix, full, 16, random);
                }
            }
        }
    }

    private static BufferedImage image(SampleLayout layout) {
        return DecodedImages.create(WIDTH, HEIGHT, layout, null);
    }

    private static Placement whole(Destination destination) {
        return Presentation.plain(WIDTH, HEIGHT)
                .place(
                        PictureRegion.whole(WIDTH, HEIGHT),
                        destination.index(0, 0),
                        destination.pixelStride(),
                        destination.rowStride());
    }

    private static void compare(Format format, int matrix, boolean full, int bits, Random random) {
        int chromaWidth = (WIDTH + (1 << format.shiftX) - 1) >> format.shiftX;
        int chromaHeight = (HEIGHT + (1 << format.shiftY) - 1) >> format.shiftY;
        AVFrame frame = frame(format.id);
        try {
            int[][] y = fill(frame, 0, WIDTH, HEIGHT, format.depth, random);
            int[][] cb = format.monochrome ? null : fill(frame, 1, chromaWidth, chromaHeight, format.depth, random);
            int[][] cr = format.monochrome ? null : fill(frame, 2, chromaWidth, chromaHeight, format.depth, random);
            SampleLayout layout = new SampleLayout(bits, false);
            BufferedImage image = image(layout);
            Destination destination = new Destination(image.getRaster(), layout);
            new YuvToRgb(matrix, full, format.depth, bits)
                    .colour(new YuvPicture(frame), destination, whole(destination));
            int neutral = 1 << format.depth - 1;
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                int row = i / WIDTH;
                int column = i % WIDTH;
                int u = cb == null ? neutral : cb[row >> format.shiftY][column >> format.shiftX];
                int v = cr == null ? neutral : cr[row >> format.shiftY][column >> format.shiftX];
                int[] expected = reference(y[row][column], u, v, matrix, full, format.depth, bits);
                for (int c = 0; c < 3; c++) {
                    assertThat(image.getRaster().getSample(column, row, c))
                            .as("%s matrix %d full %s bits %d", format, matrix, full, bits)
                            .isBetween(expected[c] - 1, expected[c] + 1);
                }
            }
        } finally {
            avutil.av_frame_free(frame);
        }
    }

    static int[] reference(int y, int cb, int cr, int matrix, boolean full, int depth, int bits) {
        double white = (1 << depth) - 1;
        double one = 1 << depth - 8;
        int neutral = 1 << depth - 1;
        double light = full ? y / white : (y - 16 * one) / (219 * one);
        double u = full ? (cb - neutral) / white : (cb - neutral) / (224 * one);
        double v = full ? (cr - neutral) / white : (cr - neutral) / (224 * one);
        double kr = matrix == 1 ? 0.2126 : matrix == 4 ? 0.30 : matrix == 7 ? 0.212 : matrix == 9 ? 0.2627 : 0.299;
        double kb = matrix == 1 ? 0.0722 : matrix == 4 ? 0.11 : matrix == 7 ? 0.087 : matrix == 9 ? 0.0593 : 0.114;
        double red = light + 2 * (1 - kr) * v;
        double blue = light + 2 * (1 - kb) * u;
        double green = (light - kr * red - kb * blue) / (1 - kr - kb);
        return new int[] {level(red, bits), level(green, bits), level(blue, bits)};
    }

    private static int level(double value, int bits) {
        return (int) Math.round(((1 << bits) - 1) * Math.max(0, Math.min(1, value)));
    }

    @Test
    void alphaKeepsItsScale() {
        Random random = new Random(3);
        for (Format format : formats()) {
            for (int bits : new int[] {8, 16}) {
                AVFrame frame = frame(format.id);
                try {
                    int[][] y = fill(frame, 0, WIDTH, HEIGHT, format.depth, random);
                    SampleLayout layout = new SampleLayout(bits, true);
                    BufferedImage image = image(layout);
                    Destination destination = new Destination(image.getRaster(), layout);
                    YuvToRgb.alpha(new YuvPicture(frame), destination, whole(destination));
                    for (int i = 0; i < WIDTH * HEIGHT; i++) {
                        assertThat(image.getRaster().getSample(i % WIDTH, i / WIDTH, 3))
                                .isEqualTo(level(y[i / WIDTH][i % WIDTH] / ((1 << format.depth) - 1.0), bits));
                    }
                } finally {
                    avutil.av_frame_free(frame);
                }
            }
        }
    }

    @Test
    void matrixZeroIsGbr() {
        AVFrame frame = frame(avutil.AV_PIX_FMT_GBRP);
        try {
            Random random = new Random(2);
            int[][] g = fill(frame, 0, WIDTH, HEIGHT, 8, random);
            int[][] b = fill(frame, 1, WIDTH, HEIGHT, 8, random);
            int[][] r = fill(frame, 2, WIDTH, HEIGHT, 8, random);
            SampleLayout layout = new SampleLayout(8, false);
            BufferedImage image = image(layout);
            Destination destination = new Destination(image.getRaster(), layout);
            new YuvToRgb(0, true, 8, 8).colour(new YuvPicture(frame), destination, whole(destination));
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                assertThat(image.getRGB(i % WIDTH, i / WIDTH) & 0xFFFFFF)
                        .isEqualTo(
                                r[i / WIDTH][i % WIDTH] << 16 | g[i / WIDTH][i % WIDTH] << 8 | b[i / WIDTH][i % WIDTH]);
            }
        } finally {
            avutil.av_frame_free(frame);
        }
    }

    @Test
    void unknownMatricesAndFormatsAreRefused() {
        for (int matrix : new int[] {3, 8, 10, 255}) {
            assertThat(YuvToRgb.supports(matrix)).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> new YuvToRgb(matrix, true, 8, 8));
        }
        AVFrame frame = frame(avutil.AV_PIX_FMT_YUV410P);
        try {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> new YuvPicture(frame))
                    .withMessageContaining("yuv410p");
        } finally {
            avutil.av_frame_free(frame);
        }
    }
}
