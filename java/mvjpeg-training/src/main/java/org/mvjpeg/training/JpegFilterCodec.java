package org.mvjpeg.training;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mvjpeg.codec.I420;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.training.photos.Photo;

/** The JDK's JPEG codec, 4:2:0. Its quality for a QP is the one whose luma table comes nearest to it. */
final class JpegFilterCodec implements FilterCodec {
    private static final int QUALITIES = 100;

    private final Kernel converter = Kernel.converter(KernelPlanes.TARGET);
    private final int[] qps = new int[QUALITIES];

    JpegFilterCodec() {
        Photo smallest = new Photo(16, 16, new byte[3 * 16 * 16]);
        for (int quality = 1; quality < QUALITIES; quality++) {
            qps[quality] = JpegQuantiser.qpOf(write(smallest, quality)).orElseThrow();
        }
    }

    /** The middle one of those whose table comes nearest. */
    int quality(int qp) {
        int first = 1;
        int last = 1;
        for (int quality = 1; quality < QUALITIES; quality++) {
            int distance = Math.abs(qps[quality] - qp);
            int best = Math.abs(qps[first] - qp);
            if (distance < best) {
                first = quality;
            }
            if (distance <= best) {
                last = quality;
            }
        }
        return (first + last) / 2;
    }

    /** What a quality's luma table counts as. @param quality 1 to 99 */
    int qp(int quality) {
        return qps[quality];
    }

    @Override
    public CodedPair code(Photo photo, int qp) {
        return codeAt(photo, quality(qp));
    }

    /** Codes and decodes a picture. @param quality 1 to 99 */
    CodedPair codeAt(Photo photo, int quality) {
        byte[] jpeg = write(photo, quality);
        return new CodedPair(planes(photo), planes(read(jpeg)), jpeg.length);
    }

    private I420 planes(Photo photo) {
        // Without a network the QP means nothing.
        return KernelPlanes.of(converter, photo, 0);
    }

    private static Photo read(byte[] jpeg) {
        try {
            return Photo.of(ImageIO.read(new ByteArrayInputStream(jpeg)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(Photo photo, int quality) {
        BufferedImage image = photo.image();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / (float) QUALITIES);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Override
    public String settings() {
        return "JPEG of the JDK";
    }

    @Override
    public void close() {
        converter.close();
    }
}
