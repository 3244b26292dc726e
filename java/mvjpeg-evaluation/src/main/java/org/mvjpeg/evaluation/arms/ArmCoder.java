package org.mvjpeg.evaluation.arms;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.evaluation.metrics.Detection;

/** Codes pictures into whole files and decodes them again. Safe from many threads. */
public final class ArmCoder implements AutoCloseable {
    private final MvjpegEncoder encoder = new MvjpegEncoder();
    private final MvjpegDecoder decoder = new MvjpegDecoder();

    /** A coder; loads the native libraries. @throws org.mvjpeg.codec.CodecException if they cannot be loaded */
    public ArmCoder() {}

    /**
     * Codes one picture.
     *
     * @param picture {@code TYPE_3BYTE_BGR}
     * @param point QP, or JPEG quality in percent
     * @param objects asks a detector what is in the picture; only arms that mask use it
     * @throws IOException if the file does not decode
     */
    public CodedPicture code(Arm arm, BufferedImage picture, int point, Supplier<List<Detection>> objects)
            throws IOException {
        BufferedImage filtered = arm.filter().apply(picture, point, objects);
        if (!arm.byQp()) {
            return jpeg(filtered, point);
        }
        EncoderOptions options = arm.options().get().toBuilder().qp(point).build();
        EncodedPicture coded = encoder.encode(Pixels.of(filtered), options);
        return new CodedPicture(
                coded.heif().length,
                decoder.decode(coded.heif()),
                coded.kernelTime().plus(coded.encoderTime()));
    }

    private static CodedPicture jpeg(BufferedImage picture, int quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long start = System.nanoTime();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new CodedPicture(bytes.size(), ImageIO.read(new ByteArrayInputStream(bytes.toByteArray())), time);
    }

    /** Frees the encoder's native memory. */
    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
