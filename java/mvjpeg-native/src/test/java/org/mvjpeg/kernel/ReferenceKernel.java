package org.mvjpeg.kernel;

import java.nio.ByteBuffer;

/**
 * {@code docs/kernel.md} word by word, without tiles, packing or tricks: every layer is a whole array over the picture and a margin.
 * Slow on purpose, and written independently of the native code that it judges.
 */
final class ReferenceKernel {
    private static final int CELL = 8;

    /** Planes that know no border. */
    private interface Extended {
        int luma(int x, int y);

        int chroma(boolean v, int i, int j);
    }

    private final Extended source;
    private final Model model;
    private final int qp;

    private ReferenceKernel(Extended source, Model model, int qp) {
        this.source = source;
        this.model = model;
        this.qp = qp;
    }

    /** @param rgb three arrays of {@code width * height} samples, 0 to 255 */
    static ReferenceKernel ofPixels(int[][] rgb, int width, int height, Model model, int qp) {
        return new ReferenceKernel(new ExtendedPixels(rgb, width, height), model, qp);
    }

    /** @param planes Y, U and V, those two of half the size */
    static ReferenceKernel ofPlanes(int[][] planes, int width, int height, Model model, int qp) {
        return new ReferenceKernel(new ExtendedPlanes(planes, width, height), model, qp);
    }

    /** The I420 picture of the coded size: Y, then U, then V. */
    byte[] run(int codedWidth, int codedHeight) {
        int w = codedWidth / 2;
        int h = codedHeight / 2;
        byte[] out = new byte[w * h * 6];
        int[][][] change = model == null ? null : change(w, h);
        for (int j = 0; j < h; j++) {
            for (int i = 0; i < w; i++) {
                for (int plane = 0; plane < 6; plane++) {
                    int value = plane(plane, i, j);
                    if (change != null) {
                        value = clamp8(value + ((change[plane][j][i] + (1 << 19)) >> 20));
                    }
                    out[index(plane, i, j, w, h)] = (byte) value;
                }
            }
        }
        return out;
    }

    private static int index(int plane, int i, int j, int w, int h) {
        if (plane < 4) {
            return (2 * j + plane / 2) * 2 * w + 2 * i + plane % 2;
        }
        return 4 * w * h + (plane - 4) * w * h + j * w + i;
    }

    private static int clamp(int at, int size) {
        return Math.max(0, Math.min(at, size - 1));
    }

    private static int clamp8(int value) {
        return Math.max(0, Math.min(value, 255));
    }

    private record ExtendedPixels(int[][] rgb, int width, int height) implements Extended {
        private int sample(int channel, int x, int y) {
            return rgb[channel][clamp(y, height) * width + clamp(x, width)];
        }

        @Override
        public int luma(int x, int y) {
            return (19595 * sample(0, x, y) + 38470 * sample(1, x, y) + 7471 * sample(2, x, y) + 32768) >> 16;
        }

        @Override
        public int chroma(boolean v, int i, int j) {
            int[] sums = new int[3];
            for (int c = 0; c < 3; c++) {
                for (int k = 0; k < 4; k++) {
                    sums[c] += sample(c, 2 * i + k % 2, 2 * j + k / 2);
                }
            }
            int offset = (128 << 18) + (1 << 17);
            int value = v
                    ? 32768 * sums[0] - 27439 * sums[1] - 5329 * sums[2] + offset
                    : -11058 * sums[0] - 21710 * sums[1] + 32768 * sums[2] + offset;
            return clamp8(value >> 18);
        }
    }

    private record ExtendedPlanes(int[][] planes, int width, int height) implements Extended {
        @Override
        public int luma(int x, int y) {
            return planes[0][clamp(y, height) * width + clamp(x, width)];
        }

        @Override
        public int chroma(boolean v, int i, int j) {
            return planes[v ? 2 : 1][clamp(j, height / 2) * (width / 2) + clamp(i, width / 2)];
        }
    }

    private int luma(int x, int y) {
        return source.luma(x, y);
    }

    private int chroma(boolean v, int i, int j) {
        return source.chroma(v, i, j);
    }

    private int plane(int plane, int i, int j) {
        return plane < 4 ? luma(2 * i + plane % 2, 2 * j + plane / 2) : chroma(plane == 5, i, j);
    }

    /** What is added to each plane, before the rounding shift. */
    private int[][][] change(int w, int h) {
        int depth = 0;
        while (model.tensor("body." + depth + ".weight").isPresent()) {
            depth++;
        }
        int margin = depth + 2;
        int[][][] x = new int[6][h + 2 * margin][w + 2 * margin];
        for (int plane = 0; plane < 6; plane++) {
            for (int j = 0; j < x[plane].length; j++) {
                for (int i = 0; i < x[plane][j].length; i++) {
                    x[plane][j][i] = plane(plane, i - margin, j - margin);
                }
            }
        }
        int[][][] head = requantise("head", convolve("head", x));
        int[][][] last = head;
        for (int k = 0; k < depth; k++) {
            int[][][] acc = convolve("body." + k, last);
            if (k == depth - 1) {
                ByteBuffer skip = data("skip");
                for (int c = 0; c < acc.length; c++) {
                    for (int j = 0; j < acc[c].length; j++) {
                        for (int i = 0; i < acc[c][j].length; i++) {
                            acc[c][j][i] += skip.getShort(2 * c) * head[c][j + depth][i + depth];
                        }
                    }
                }
            }
            last = requantise("body." + k, acc);
        }
        int[][][] tail = convolve("tail", last);
        int[][][] gates = gates((2 * w + 15) / 16, (2 * h + 15) / 16);

        int[][][] change = new int[6][h][w];
        for (int plane = 0; plane < 6; plane++) {
            for (int j = 0; j < h; j++) {
                for (int i = 0; i < w; i++) {
                    int pixel = data("pixel.bias").getInt(4 * plane);
                    for (int in = 0; in < 6; in++) {
                        pixel += data("pixel.weight").get(6 * plane + in) * x[in][j + margin][i + margin];
                    }
                    int branch = signed("tail", plane, tail[plane][j][i]) + signed("pixel", plane, pixel);
                    int first = plane < 4 ? 0 : 2;
                    float strength = data("lowpass").getFloat(4 * (2 * qp + first / 2));
                    int lowpass = (int) Math.rint(lowpass(plane, i, j) * strength);
                    change[plane][j][i] = branch * gate(gates[first], i, j) + lowpass * gate(gates[first + 1], i, j);
                }
            }
        }
        return change;
    }

    private float lowpass(int plane, int i, int j) {
        int sum = 0;
        if (plane < 4) {
            int[] b = {1, 4, 6, 4, 1};
            int x = 2 * i + plane % 2;
            int y = 2 * j + plane / 2;
            for (int v = 0; v < 5; v++) {
                for (int u = 0; u < 5; u++) {
                    sum += b[u] * b[v] * luma(x + u - 2, y + v - 2);
                }
            }
            return sum - 256 * luma(x, y);
        }
        int[] c = {1, 2, 1};
        for (int v = 0; v < 3; v++) {
            for (int u = 0; u < 3; u++) {
                sum += c[u] * c[v] * plane(plane, i + u - 1, j + v - 1);
            }
        }
        return 16 * sum - 256 * plane(plane, i, j);
    }

    private int[][][] gates(int columns, int rows) {
        int[][][] cells = new int[8][rows][columns];
        boolean[][] flat = new boolean[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                for (int plane = 0; plane < 6; plane++) {
                    int sum = 32;
                    for (int k = 0; k < CELL * CELL; k++) {
                        sum += plane(plane, CELL * c + k % CELL, CELL * r + k / CELL);
                    }
                    cells[plane][r][c] = sum >> 6;
                }
                int cell = c;
                int row = r;
                int luma = activity(16, (x, y) -> luma(16 * cell + x, 16 * row + y));
                int chroma = activity(CELL, (x, y) -> chroma(false, CELL * cell + x, CELL * row + y))
                        + activity(CELL, (x, y) -> chroma(true, CELL * cell + x, CELL * row + y));
                cells[6][r][c] = Math.min(255, luma >> 6);
                cells[7][r][c] = Math.min(255, chroma >> 5);
                flat[r][c] = luma == 0 && chroma == 0;
            }
        }
        int[][][] layer = cells;
        for (int k = 0; k < 3; k++) {
            int dilation = 1 << k;
            layer = requantise("gate." + k, convolve("gate." + k, replicate(layer, dilation), dilation));
        }
        for (int[][] gate : layer) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    gate[r][c] = flat[r][c] ? 0 : gate[r][c];
                }
            }
        }
        return layer;
    }

    private interface Plane {
        int at(int x, int y);
    }

    private static int activity(int side, Plane plane) {
        int sum = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                sum += x + 1 < side ? Math.abs(plane.at(x + 1, y) - plane.at(x, y)) : 0;
                sum += y + 1 < side ? Math.abs(plane.at(x, y + 1) - plane.at(x, y)) : 0;
            }
        }
        return sum;
    }

    private static int[][][] replicate(int[][][] in, int border) {
        int rows = in[0].length;
        int columns = in[0][0].length;
        int[][][] out = new int[in.length][rows + 2 * border][columns + 2 * border];
        for (int c = 0; c < in.length; c++) {
            for (int j = 0; j < out[c].length; j++) {
                for (int i = 0; i < out[c][j].length; i++) {
                    out[c][j][i] = in[c][clamp(j - border, rows)][clamp(i - border, columns)];
                }
            }
        }
        return out;
    }

    private static int gate(int[][] cells, int i, int j) {
        int c = Math.floorDiv(2 * i - 7, 16);
        int f = Math.floorMod(2 * i - 7, 16);
        int r = Math.floorDiv(2 * j - 7, 16);
        int g = Math.floorMod(2 * j - 7, 16);
        int top = (16 - f) * cell(cells, c, r) + f * cell(cells, c + 1, r);
        int bottom = (16 - f) * cell(cells, c, r + 1) + f * cell(cells, c + 1, r + 1);
        return (16 - g) * top + g * bottom;
    }

    private static int cell(int[][] cells, int c, int r) {
        return cells[clamp(r, cells.length)][clamp(c, cells[0].length)];
    }

    private int[][][] convolve(String name, int[][][] in) {
        return convolve(name, in, 1);
    }

    /** Valid 3×3 convolution with bias. */
    private int[][][] convolve(String name, int[][][] in, int dilation) {
        ByteBuffer weight = data(name + ".weight");
        ByteBuffer bias = data(name + ".bias");
        int outputs = bias.capacity() / 4;
        int rows = in[0].length - 2 * dilation;
        int columns = in[0][0].length - 2 * dilation;
        int[][][] out = new int[outputs][rows][columns];
        for (int o = 0; o < outputs; o++) {
            for (int j = 0; j < rows; j++) {
                for (int i = 0; i < columns; i++) {
                    int acc = bias.getInt(4 * o);
                    for (int c = 0; c < in.length; c++) {
                        for (int tap = 0; tap < 9; tap++) {
                            acc += weight.get((o * in.length + c) * 9 + tap)
                                    * in[c][j + tap / 3 * dilation][i + tap % 3 * dilation];
                        }
                    }
                    out[o][j][i] = acc;
                }
            }
        }
        return out;
    }

    private int[][][] requantise(String name, int[][][] acc) {
        ByteBuffer table = data(name + ".requant");
        for (int c = 0; c < acc.length; c++) {
            float m = table.getFloat(4 * (qp * acc.length + c));
            for (int[] row : acc[c]) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = (int) Math.rint(Math.min(Math.max(row[i] * m, 0.0F), 255.0F));
                }
            }
        }
        return acc;
    }

    private int signed(String name, int plane, int acc) {
        float m = data(name + ".requant").getFloat(4 * (qp * 6 + plane));
        return (int) Math.rint(Math.min(Math.max(acc * m, -4080.0F), 4080.0F));
    }

    private ByteBuffer data(String tensor) {
        return model.tensor(tensor).orElseThrow().data();
    }
}
