package org.mvjpeg.evaluation.arms;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.Preprocessor;
import org.mvjpeg.evaluation.metrics.Detection;

/** Codes pictures into whole files and decodes them again. Safe from many threads. */
public final class ArmCoder implements AutoCloseable {
    private static final BufferedImage FLAT = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);

    private final MvjpegEncoder encoder = new MvjpegEncoder();
    private final MvjpegDecoder decoder = new MvjpegDecoder();
    private final Preprocessor preprocessor = new Preprocessor();
    private final org.mvjpeg.codec.PictureFilter postFilter = new org.mvjpeg.codec.PictureFilter();

    /** A coder; loads the native libraries. @throws org.mvjpeg.codec.CodecException if they cannot be loaded */
    public ArmCoder() {}

    /**
     * Codes one picture and decodes it again.
     *
     * @param picture {@code TYPE_3BYTE_BGR}
     * @param point QP, or JPEG quality in percent
     * @param objects asks a detector what is in the picture; only arms that mask use it
     * @throws IOException if the file does not decode
     */
    public CodedPicture code(Arm arm, BufferedImage picture, int point, Supplier<List<Detection>> objects)
            throws IOException {
        CodedFile file = encode(arm, picture, point, objects);
        return new CodedPicture(file.bytes().length, decode(arm, file.bytes()), file.time());
    }

    /**
     * Codes one picture.
     *
     * @param picture {@code TYPE_3BYTE_BGR}
     * @param point QP, or JPEG quality in percent; either may have a fraction
     * @param objects asks a detector what is in the picture; only arms that mask use it
     */
    public CodedFile encode(Arm arm, BufferedImage picture, double point, Supplier<List<Detection>> objects)
            throws IOException {
        BufferedImage filtered = arm.filter().apply(picture, (int) Math.round(point), objects);
        if (!arm.byQp()) {
            return jpeg(arm, filtered, point);
        }
        EncoderOptions options = arm.options().get().toBuilder().qp(point).build();
        EncodedPicture coded = encoder.encode(Pixels.of(filtered), options);
        return new CodedFile(coded.heif(), coded.kernelTime().plus(coded.encoderTime()));
    }

    /**
     * Decodes a file of an arm, through its post filter if it has one.
     *
     * @return {@code TYPE_3BYTE_BGR}
     * @throws IOException if the file does not decode
     * @throws org.mvjpeg.codec.CodecException if the post filter's network is not there
     */
    public BufferedImage decode(Arm arm, byte[] file) throws IOException {
        if (arm.byQp()) {
            return decoder.decode(file, arm.decoder());
        }
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
        return arm.hasPostFilter()
                ? postFilter.apply(picture, JpegQuantiser.qpOf(file).orElseThrow(), arm.decoder())
                : picture;
    }

    private CodedFile jpeg(Arm arm, BufferedImage picture, double quality) throws IOException {
        int qp = JpegQuantiser.qpOf(jpeg(FLAT, quality)).orElseThrow();
        long start = System.nanoTime();
        BufferedImage coded = arm.hasNetwork()
                ? preprocessor.process(
                        picture, arm.options().get().toBuilder().qp(qp).build())
                : picture;
        byte[] file = jpeg(coded, quality);
        return new CodedFile(file, Duration.ofNanos(System.nanoTime() - start));
    }

    private static byte[] jpeg(BufferedImage picture, double quality) throws IOException {
        ImageWriter writer = jdkWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality((float) (quality / 100));
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Not the first of the name: JPEG mode would count its network for nothing. */
    private static ImageWriter jdkWriter() throws IOException {
        Iterator<ImageWriterSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, true);
        while (providers.hasNext()) {
            ImageWriterSpi provider = providers.next();
            if (provider.getClass().getModule() == ImageIO.class.getModule()
                    && Arrays.asList(provider.getFormatNames()).contains("jpeg")) {
                return provider.createWriterInstance();
            }
        }
        throw new IOException("the JDK's JPEG writer is not registered with ImageIO");
    }

    /** Frees the encoder's native memory. */
    @Override
    public void close() {
        encoder.close();
        decoder.close();
        preprocessor.close();
        postFilter.close();
    }
}
