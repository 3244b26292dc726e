package org.mvjpeg.imageio;

import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.imageio.internal.Availability;
import org.mvjpeg.imageio.internal.Shared;

/** Offers {@link MvjpegImageReader} to ImageIO; withdraws when the native libraries do not load. */
public final class MvjpegImageReaderSpi extends ImageReaderSpi {
    private final Shared<MvjpegDecoder> decoder = new Shared<>(MvjpegDecoder::new);

    public MvjpegImageReaderSpi() {
        super(
                MvjpegFormat.vendor(),
                MvjpegFormat.version(),
                MvjpegFormat.names(),
                MvjpegFormat.suffixes(),
                MvjpegFormat.mimeTypes(),
                MvjpegImageReader.class.getName(),
                new Class<?>[] {ImageInputStream.class},
                new String[] {MvjpegImageWriterSpi.class.getName()},
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
        decoder.keepOpen(
                Availability.check(this, registry, () -> decoder.borrow().close()));
    }

    @Override
    public void onDeregistration(ServiceRegistry registry, Class<?> category) {
        decoder.keepOpen(false);
    }

    /** Whether an image input stream stands at a HEIF file with HEVC pictures; leaves the position as it was. */
    @Override
    public boolean canDecodeInput(Object source) throws IOException {
        if (source == null) {
            throw new IllegalArgumentException("The source is null");
        }
        return source instanceof ImageInputStream stream && FileType.isHeic(stream);
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
        return new MvjpegImageReader(this, decoder);
    }

    @Override
    public String getDescription(Locale locale) {
        return "mvjpeg HEIC image reader";
    }
}
