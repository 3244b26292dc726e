package org.mvjpeg.codec;

import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Planes;

/**
 * The codec between the kernel and the display: planes → x265 → hevc decoder → planes, without colour conversion and without a
 * network; what a network is trained against. One codec serves many threads; native contexts are pooled inside and freed by
 * {@link #close()}, within the ceiling of {@link MvjpegEncoder#maxBytes()}.
 */
public final class PlaneCodec implements AutoCloseable {
    private final ContextPool contexts = new ContextPool();
    private final MemoryBudget.Account memory;

    /** A codec; loads FFmpeg on first use. @throws CodecException if it cannot be loaded */
    public PlaneCodec() {
        Ffmpeg.x265();
        this.memory = MemoryCeiling.shared().open();
    }

    /**
     * Codes the planes with the settings that {@link MvjpegEncoder} has for the options, and decodes them.
     *
     * @param options of which the device, the tiles, the bit depth and a target size mean nothing here, and the profile only the encoder's
     *     settings
     * @throws CodecException if a native library fails
     * @throws IllegalStateException if the codec is closed
     */
    public CodedPlanes code(I420 planes, EncoderOptions options) {
        Objects.requireNonNull(planes, "planes");
        Objects.requireNonNull(options, "options");
        CodedSize size = CodedSize.of(planes.width(), planes.height());
        X265Settings settings = X265Settings.of(size, Byte.SIZE, options, X265Settings.Tuning.of(options.profile()));
        HevcPicture picture;
        try (MemoryBudget.Reservation reserved = memory.reserve(settings.memory())) {
            picture = contexts.with(reserved, settings, context -> {
                fill(context.planes(size), planes);
                return context.encodePicture(size, options.quantiser());
            });
        }
        byte[] heif =
                HeifWriter.of(picture).size(planes.width(), planes.height()).toByteArray();
        return new CodedPlanes(heif, picture.sample().length, decode(picture));
    }

    private static void fill(Planes to, I420 from) {
        fill(to.y(), to.strideY(), from.y(), from.width());
        fill(to.u(), to.strideU(), from.u(), from.width() / 2);
        fill(to.v(), to.strideV(), from.v(), from.width() / 2);
    }

    private static void fill(BytePointer to, long stride, byte[] samples, int width) {
        for (int row = 0; row < samples.length / width; row++) {
            to.position(row * stride).put(samples, row * width, width);
        }
        to.position(0);
    }

    private static I420 decode(HevcPicture picture) {
        try (HevcDecoder decoder = new HevcDecoder(HeifLimits.DEFAULT.maxPixels())) {
            YuvPicture decoded = decoder.decode(picture);
            int width = decoded.width();
            int height = decoded.height();
            return new I420(
                    width,
                    height,
                    plane(decoded, 0, width, height),
                    plane(decoded, 1, width / 2, height / 2),
                    plane(decoded, 2, width / 2, height / 2));
        }
    }

    private static byte[] plane(YuvPicture picture, int plane, int width, int height) {
        byte[] samples = new byte[width * height];
        byte[] row = new byte[width];
        for (int y = 0; y < height; y++) {
            picture.row(plane, y, row);
            System.arraycopy(row, 0, samples, y * width, width);
        }
        return samples;
    }

    /** Frees all contexts; those in use when their picture is done. */
    @Override
    public void close() {
        memory.close();
    }
}
