package org.mvjpeg.codec;

import java.nio.ByteBuffer;

/** Stand-in for the native kernel. */
final class Kernel implements AutoCloseable {
    static Kernel converter(String target) {
        return new Kernel();
    }

    void process(Source s, int qp, Planes p, int threads) {
        ByteBuffer in = s.data().capacity(s.rowStride() * s.height()).asByteBuffer();
        ByteBuffer py = p.y().capacity(p.strideY() * p.height()).asByteBuffer();
        ByteBuffer pu = p.u().capacity(p.strideU() * p.height() / 2).asByteBuffer();
        ByteBuffer pv = p.v().capacity(p.strideV() * p.height() / 2).asByteBuffer();
        for (int y = 0; y < p.height(); y += 2) {
            for (int x = 0; x < p.width(); x += 2) {
                int r4 = 0;
                int g4 = 0;
                int b4 = 0;
                for (int k = 0; k < 4; k++) {
                    int sx = Math.min(x + (k & 1), s.width() - 1);
                    int sy = Math.min(y + (k >> 1), s.height() - 1);
                    int at = (int) (sy * s.rowStride() + sx * s.pixelStride());
                    int r = in.get(at + s.red()) & 255;
                    int g = in.get(at + s.green()) & 255;
                    int b = in.get(at + s.blue()) & 255;
                    py.put((int) ((y + (k >> 1)) * p.strideY() + x + (k & 1)), (byte)
                            ((19595 * r + 38470 * g + 7471 * b + 32768) >> 16));
                    r4 += r;
                    g4 += g;
                    b4 += b;
                }
                int u = (-11058 * r4 - 21710 * g4 + 32768 * b4 + (128 << 18) + (1 << 17)) >> 18;
                int v = (32768 * r4 - 27439 * g4 - 5329 * b4 + (128 << 18) + (1 << 17)) >> 18;
                pu.put((int) (y / 2 * p.strideU() + x / 2), (byte) Math.max(0, Math.min(255, u)));
                pv.put((int) (y / 2 * p.strideV() + x / 2), (byte) Math.max(0, Math.min(255, v)));
            }
        }
    }

    @Override
    public void close() {}
}
