package org.mvjpeg.training;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.mvjpeg.codec.I420;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.kernel.Source;
import org.mvjpeg.training.photos.Photo;

/** Pictures through the kernel that ships. */
final class KernelPlanes {
    private KernelPlanes() {}

    /** @param photo of even sides */
    static I420 of(Kernel kernel, Photo photo, int qp) {
        int width = photo.width();
        int height = photo.height();
        int samples = width * height;
        try (PointerScope scope = new PointerScope()) {
            BytePointer rgb = new BytePointer(photo.rgb());
            BytePointer y = new BytePointer(samples);
            BytePointer u = new BytePointer(samples / 4);
            BytePointer v = new BytePointer(samples / 4);
            kernel.process(
                    new Source(rgb, 3L * width, 3, 0, 1, 2, width, height),
                    qp,
                    new Planes(y, u, v, width, width / 2, width / 2, width, height),
                    1);
            return new I420(width, height, bytes(y, samples), bytes(u, samples / 4), bytes(v, samples / 4));
        }
    }

    private static byte[] bytes(BytePointer plane, int samples) {
        byte[] bytes = new byte[samples];
        plane.get(bytes);
        return bytes;
    }
}
