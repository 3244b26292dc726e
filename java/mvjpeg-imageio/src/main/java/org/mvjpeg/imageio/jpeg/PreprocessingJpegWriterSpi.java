package org.mvjpeg.imageio.jpeg;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.imageio.IIOException;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadataFormat;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageOutputStream;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Preprocessor;
import org.mvjpeg.imageio.MvjpegFormat;
import org.mvjpeg.imageio.internal.Availability;
import org.mvjpeg.imageio.internal.Shared;

/**
 * Offers {@link PreprocessingJpegWriter} to ImageIO where the system property {@value JpegMode#PROPERTY} says so; withdraws otherwise, and when
 * the native libraries do not load.
 */
public final class PreprocessingJpegWriterSpi extends ImageWriterSpi {
    private static final System.Logger LOG = System.getLogger("org.mvjpeg.imageio");
    private static final AtomicBoolean WRONG_VALUE_TOLD = new AtomicBoolean();
    private static final String[] NAMES = {"jpeg", "JPEG", "jpg", "JPG"};
    private static final String[] SUFFIXES = {"jpg", "jpeg"};
    private static final String[] MIME_TYPES = {"image/jpeg"};

    private final Shared<Preprocessor> preprocessor = new Shared<>(Preprocessor::new);
    private final QuantiserProbe probe = new QuantiserProbe();

    /** {@code null} outside any. */
    private volatile ServiceRegistry registry;

    public PreprocessingJpegWriterSpi() {
        super(
                MvjpegFormat.vendor(),
                MvjpegFormat.version(),
                NAMES,
                SUFFIXES,
                MIME_TYPES,
                PreprocessingJpegWriter.class.getName(),
                new Class<?>[] {ImageOutputStream.class},
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    @Override
    public void onRegistration(ServiceRegistry registry, Class<?> category) {
        if (!isWanted()) {
            registry.deregisterServiceProvider(this);
            return;
        }
        boolean available = Availability.check(this, registry, () -> {
            EncoderOptions.builder().build();
            preprocessor.borrow().close();
        });
        preprocessor.keepOpen(available);
        if (available) {
            this.registry = registry;
            OtherJpegWriters.orderBehind(this, registry);
            LOG.log(Level.INFO, "mvjpeg preprocesses JPEGs ({0}={1})", JpegMode.PROPERTY, JpegMode.PREPROCESS);
        }
    }

    private static boolean isWanted() {
        String value = System.getProperty(JpegMode.PROPERTY, "").strip();
        boolean wanted = value.equalsIgnoreCase(JpegMode.PREPROCESS);
        if (!wanted
                && !value.isEmpty()
                && !value.equalsIgnoreCase("off")
                && WRONG_VALUE_TOLD.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "{0}={1}: only {2} and off are known; JPEGs are written as before",
                    JpegMode.PROPERTY,
                    value,
                    JpegMode.PREPROCESS);
        }
        return wanted;
    }

    @Override
    public void onDeregistration(ServiceRegistry registry, Class<?> category) {
        preprocessor.keepOpen(false);
        this.registry = null;
    }

    /** Whether another JPEG writer can. */
    @Override
    public boolean canEncodeImage(ImageTypeSpecifier type) {
        if (type == null) {
            throw new IllegalArgumentException("The image type is null");
        }
        return others().stream().anyMatch(other -> other.canEncodeImage(type));
    }

    /** @throws IOException if there is no other JPEG writer */
    @Override
    public ImageWriter createWriterInstance(Object extension) throws IOException {
        for (ImageWriterSpi other : others()) {
            Delegate delegate = create(other, extension);
            if (delegate != null) {
                return new PreprocessingJpegWriter(this, delegate, preprocessor, probe);
            }
        }
        throw new IIOException("mvjpeg has no other JPEG writer to hand pictures to");
    }

    /** @return {@code null} if the provider cannot */
    private Delegate create(ImageWriterSpi other, Object extension) {
        try {
            return new Delegate(other, AtWork.on(other, () -> other.createWriterInstance(extension)));
        } catch (IOException e) {
            // As ImageIO itself does; it would be asked, and fail, for each picture.
            registry().deregisterServiceProvider(other, ImageWriterSpi.class);
            return null;
        }
    }

    /** A writer for images of a type that another writer cannot encode; {@code null} if there is none. */
    Delegate createDelegateFor(ImageTypeSpecifier type) {
        return others().stream()
                .filter(other -> other.canEncodeImage(type))
                .map(other -> create(other, null))
                .filter(delegate -> delegate != null)
                .findFirst()
                .orElse(null);
    }

    private List<ImageWriterSpi> others() {
        return OtherJpegWriters.of(registry()).stream()
                .filter(other -> !AtWork.contains(other))
                .toList();
    }

    private ServiceRegistry registry() {
        ServiceRegistry current = registry;
        return current == null ? IIORegistry.getDefaultInstance() : current;
    }

    private <T> T ofFirst(Function<ImageWriterSpi, T> property, T otherwise) {
        return others().stream().findFirst().map(property).orElse(otherwise);
    }

    /**
     * ImageIO keeps providers in a hash map, and takes those that nobody has put in an order as they come there. The first place is before
     * every JPEG writer that is registered later, such as the rest of the class path, and orders itself before others than us.
     */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public String getDescription(Locale locale) {
        return "mvjpeg JPEG mode: preprocessing before another JPEG writer";
    }

    @Override
    public boolean isFormatLossless() {
        return ofFirst(ImageWriterSpi::isFormatLossless, false);
    }

    @Override
    public String[] getImageReaderSpiNames() {
        return ofFirst(ImageWriterSpi::getImageReaderSpiNames, null);
    }

    @Override
    public boolean isStandardStreamMetadataFormatSupported() {
        return ofFirst(ImageWriterSpi::isStandardStreamMetadataFormatSupported, false);
    }

    @Override
    public String getNativeStreamMetadataFormatName() {
        return ofFirst(ImageWriterSpi::getNativeStreamMetadataFormatName, null);
    }

    @Override
    public String[] getExtraStreamMetadataFormatNames() {
        return ofFirst(ImageWriterSpi::getExtraStreamMetadataFormatNames, null);
    }

    @Override
    public boolean isStandardImageMetadataFormatSupported() {
        return ofFirst(ImageWriterSpi::isStandardImageMetadataFormatSupported, false);
    }

    @Override
    public String getNativeImageMetadataFormatName() {
        return ofFirst(ImageWriterSpi::getNativeImageMetadataFormatName, null);
    }

    @Override
    public String[] getExtraImageMetadataFormatNames() {
        return ofFirst(ImageWriterSpi::getExtraImageMetadataFormatNames, null);
    }

    @Override
    public IIOMetadataFormat getStreamMetadataFormat(String formatName) {
        return ofFirst(other -> other.getStreamMetadataFormat(formatName), null);
    }

    @Override
    public IIOMetadataFormat getImageMetadataFormat(String formatName) {
        return ofFirst(other -> other.getImageMetadataFormat(formatName), null);
    }
}
