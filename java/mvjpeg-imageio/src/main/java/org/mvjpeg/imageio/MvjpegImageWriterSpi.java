package org.mvjpeg.imageio;

import java.util.Locale;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageOutputStream;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.imageio.internal.Availability;
import org.mvjpeg.imageio.internal.Shared;

/** Offers {@link MvjpegImageWriter} to ImageIO; withdraws when the native libraries do not load. */
public final class MvjpegImageWriterSpi extends ImageWriterSpi {
    private final Shared<MvjpegEncoder> encoder = new Shared<>(MvjpegEncoder::new);

    public MvjpegImageWriterSpi() {
        super(
                MvjpegFormat.vendor(),
                MvjpegFormat.version(),
                MvjpegFormat.names(),
                MvjpegFormat.suffixes(),
                MvjpegFormat.mimeTypes(),
                MvjpegImageWriter.class.getName(),
                new Class<?>[] {ImageOutputStream.class},
                new String[] {MvjpegImageReaderSpi.class.getName()},
                false,
                null,
                null,
                null,
                null,
                true,
                MvjpegMetadataFormat.NAME,
                MvjpegMetadataFormat.class.getName(),
                null,
                null);
    }

    @Override
    public void onRegistration(ServiceRegistry registry, Class<?> category) {
        encoder.keepOpen(
                Availability.check(this, registry, () -> encoder.borrow().close()));
    }

    @Override
    public void onDeregistration(ServiceRegistry registry, Class<?> category) {
        encoder.keepOpen(false);
    }

    /** Has the encoder that the writers share code pictures. @throws org.mvjpeg.codec.CodecException if a native library fails */
    void warmUp(EncoderOptions options) {
        try (var lease = encoder.borrow()) {
            lease.codec().warmUp(options);
        }
    }

    /** Every type can be coded: what is not 8-bit RGB or gray is converted through its colour model. */
    @Override
    public boolean canEncodeImage(ImageTypeSpecifier type) {
        if (type == null) {
            throw new IllegalArgumentException("The image type is null");
        }
        return true;
    }

    @Override
    public ImageWriter createWriterInstance(Object extension) {
        return new MvjpegImageWriter(this, encoder);
    }

    @Override
    public String getDescription(Locale locale) {
        return "mvjpeg HEIC image writer";
    }
}
