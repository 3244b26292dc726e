package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    private record Format(int id, int shiftX, int shiftY, int depth, boolean monochrome) {}

    @BeforeAll
    static void load() {
        Ffmpeg.load();
    }

    private static Format[] formats() {
        return new Format[] {
            new Format(avutil.AV_PIX_FMT_GRAY8, 0, 0, 8, true),
            new Format(avutil.AV_PIX_FMT_YUV420P, 1, 1, 8, false),
            new Format(avutil.AV_PIX_FMT_YUVJ420P, 1, 1, 8, false),
            new Format(avutil.AV_PIX_FMT_YUV422P, 1, 0, 8, false),
            new Format(avutil.AV_PIX_FMT_YUV444P, 0, 0, 8, false),
            new Format(avutil.AV_PIX_FMT_GRAY10(), 0, 0, 10, true),
            new Format(avutil.AV_PIX_FMT_YUV420P10(), 1, 1, 10, false),
            new Format(avutil.AV_PIX_FMT_YUV422P10(), 1, 0, 10, false),
            new Format(avutil.AV_PIX_FMT_YUV444P10(), 0, 0, 10, false)
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

    private static int eightBits(int sample, int depth) {
        return depth == 8 ? sample : Math.min(255, (int) Math.floor(sample / 4.0 + 0.5));
    }

    @Test
    void everyFormatMatrixAndRangeFollowsTheFormulas() {
        Random random = new Random(1);
        for (Format format : formats()) {
            for (int matrix : new int[] {1, 2, 4, 5, 6, 7, 9}) {
                for (boolean full : new boolean[] {true, false}) {
                    compare(format, matrix, full, random);
                }
            }
        }
    }

    private static void compare(Format format, int matrix, boolean full, Random random) {
        int chromaWidth = (WIDTH + (1 << format.shiftX) - 1) >> format.shiftX;
        int chromaHeight = (HEIGHT + (1 << format.shiftY) - 1) >> format.shiftY;
        AVFrame frame = frame(format.id);
        try {
            int[][] y = fill(frame, 0, WIDTH, HEIGHT, format.depth, random);
            int[][] cb = format.monochrome ? null : fill(frame, 1, chromaWidth, chromaHeight, format.depth, random);
            int[][] cr = format.monochrome ? null : fill(frame, 2, chromaWidth, chromaHeight, format.depth, random);
            byte[] bgr = new byte[WIDTH * HEIGHT * 3];
            Placement placement = Presentation.plain(WIDTH, HEIGHT).place(0, 0, WIDTH, HEIGHT, 3);
            new YuvToRgb(matrix, full).colour(new YuvPicture(frame), bgr, 0, placement);
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                int row = i / WIDTH;
                int column = i % WIDTH;
                int u = cb == null ? 128 : eightBits(cb[row >> format.shiftY][column >> format.shiftX], format.depth);
                int v = cr == null ? 128 : eightBits(cr[row >> format.shiftY][column >> format.shiftX], format.depth);
                int[] expected = reference(eightBits(y[row][column], format.depth), u, v, matrix, full);
                for (int c = 0; c < 3; c++) {
                    assertThat(bgr[3 * i + 2 - c] & 255)
                            .as("%s matrix %d full %s", format, matrix, full)
                            .isBetween(expected[c] - 1, expected[c] + 1);
                }
            }
        } finally {
            avutil.av_frame_free(frame);
        }
    }

    private static int[] reference(int y, int cb, int cr, int matrix, boolean full) {
        double light = full ? y / 255.0 : (y - 16) / 219.0;
        double u = full ? (cb - 128) / 255.0 : (cb - 128) / 224.0;
        double v = full ? (cr - 128) / 255.0 : (cr - 128) / 224.0;
        double kr = matrix == 1 ? 0.2126 : matrix == 4 ? 0.30 : matrix == 7 ? 0.212 : matrix == 9 ? 0.2627 : 0.299;
        double kb = matrix == 1 ? 0.0722 : matrix == 4 ? 0.11 : matrix == 7 ? 0.087 : matrix == 9 ? 0.0593 : 0.114;
        double red = light + 2 * (1 - kr) * v;
        double blue = light + 2 * (1 - kb) * u;
        double green = (light - kr * red - kb * blue) / (1 - kr - kb);
        return new int[] {level(red), level(green), level(blue)};
    }

    private static int level(double value) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }

    @Test
    void matrixZeroIsGbr() {
        AVFrame frame = frame(avutil.AV_PIX_FMT_GBRP);
        try {
            Random random = new Random(2);
            int[][] g = fill(frame, 0, WIDTH, HEIGHT, 8, random);
            int[][] b = fill(frame, 1, WIDTH, HEIGHT, 8, random);
            int[][] r = fill(frame, 2, WIDTH, HEIGHT, 8, random);
            byte[] bgr = new byte[WIDTH * HEIGHT * 3];
            new YuvToRgb(0, true)
                    .colour(
                            new YuvPicture(frame),
                            bgr,
                            0,
                            Presentation.plain(WIDTH, HEIGHT).place(0, 0, WIDTH, HEIGHT, 3));
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                assertThat(bgr[3 * i] & 255).isEqualTo(b[i / WIDTH][i % WIDTH]);
                assertThat(bgr[3 * i + 1] & 255).isEqualTo(g[i / WIDTH][i % WIDTH]);
                assertThat(bgr[3 * i + 2] & 255).isEqualTo(r[i / WIDTH][i % WIDTH]);
            }
        } finally {
            avutil.av_frame_free(frame);
        }
    }

    @Test
    void unknownMatricesAndFormatsAreRefused() {
        for (int matrix : new int[] {3, 8, 10, 255}) {
            assertThat(YuvToRgb.supports(matrix)).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> new YuvToRgb(matrix, true));
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
