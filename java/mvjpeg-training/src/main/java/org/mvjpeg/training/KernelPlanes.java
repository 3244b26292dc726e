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
    /** Where it runs. */
    static final String TARGET = "cpu";

    private KernelPlanes() {}

    /** @param photo of even sides */
    static I420 of(Kernel kernel, Photo photo, int qp) {
        int width = photo.width();
        try (PointerScope scope = new PointerScope()) {
            Planes planes = planes(width, photo.height());
            kernel.process(
                    new Source(new BytePointer(photo.rgb()), 3L * width, 3, 0, 1, 2, width, photo.height()),
                    qp,
                    planes,
                    1);
            return picture(planes);
        }
    }

    /** Decoded planes through a post filter. */
    static I420 filtered(Kernel kernel, I420 decoded, int qp) {
        try (PointerScope scope = new PointerScope()) {
            Planes from = planes(decoded.width(), decoded.height());
            from.y().put(decoded.y());
            from.u().put(decoded.u());
            from.v().put(decoded.v());
            Planes to = planes(decoded.width(), decoded.height());
            kernel.filter(from, qp, to, 1);
            return picture(to);
        }
    }

    private static Planes planes(int width, int height) {
        long samples = (long) width * height;
        return new Planes(
                new BytePointer(samples),
                new BytePointer(samples / 4),
                new BytePointer(samples / 4),
                width,
                width / 2,
                width / 2,
                width,
                height);
    }

    private static I420 picture(Planes planes) {
        int samples = planes.width() * planes.height();
        return new I420(
                planes.width(),
                planes.height(),
                bytes(planes.y(), samples),
                bytes(planes.u(), samples / 4),
                bytes(planes.v(), samples / 4));
    }

    private static byte[] bytes(BytePointer plane, int samples) {
        byte[] bytes = new byte[samples];
        plane.get(bytes);
        return bytes;
    }
}
