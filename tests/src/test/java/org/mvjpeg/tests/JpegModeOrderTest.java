package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mvjpeg.tests.JpegModeOn.first;
import static org.mvjpeg.tests.JpegModeOn.quality;
import static org.mvjpeg.tests.JpegModeOn.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.imageio.jpeg.JpegMode;
import org.mvjpeg.imageio.jpeg.PreprocessingJpegWriter;

/** JPEG mode among the JPEG writers that ImageIO has, whenever they come and go. */
class JpegModeOrderTest extends InJpegMode {
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "jpg", "JPEG", "JPG"})
    void everyNameGivesOursFirst(String name) {
        assertThat(ImageIO.getImageWritersByFormatName(name).next()).isInstanceOf(PreprocessingJpegWriter.class);
        assertThat(ImageIO.getImageWriters(new ImageTypeSpecifier(picture), name)
                        .next())
                .isInstanceOf(PreprocessingJpegWriter.class);
    }

    @Test
    void suffixesAndMimeTypeGiveOursFirst() {
        assertThat(ImageIO.getImageWritersBySuffix("jpg").next()).isInstanceOf(PreprocessingJpegWriter.class);
        assertThat(ImageIO.getImageWritersBySuffix("jpeg").next()).isInstanceOf(PreprocessingJpegWriter.class);
        assertThat(ImageIO.getImageWritersByMIMEType("image/jpeg").next()).isInstanceOf(PreprocessingJpegWriter.class);
    }

    /** A reader names its own plug-in's writer by class, whatever the order; only that way is ours passed by. */
    @Test
    void aReadersOwnWriterStaysItsOwnAndOursNamesTheReader() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        assertThat(ImageIO.getImageWriter(reader)).hasSameClassAs(mode.before().createWriterInstance());
        ImageWriter ours = ImageIO.getImageWritersByFormatName("jpeg").next();
        assertThat(ImageIO.getImageReader(ours)).hasSameClassAs(reader);
    }

    @Test
    void oursComesFirstAgainAfterAPlugInThatPutItselfBeforeAll() throws IOException {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        Pushy pushy = new Pushy(mode.before());
        registry.registerServiceProvider(pushy, ImageWriterSpi.class);
        try {
            ImageIO.getImageWritersByFormatName("jpeg").next();
            assertThat(pushy.created).isOne();
            assertThat(JpegMode.prefer()).isTrue();
            assertThat(first("jpeg")).isSameAs(mode.provider());
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                    .isEqualTo(mode.ours(picture, 50));
            assertThat(pushy.created).isPositive();
        } finally {
            registry.deregisterServiceProvider(pushy, ImageWriterSpi.class);
        }
    }

    /** As on a class path where ours comes before: ImageIO itself has no order for them but that of hash codes. */
    @Test
    void oursComesBeforeWhatIsRegisteredLater() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        for (int i = 0; i < 500; i++) {
            OtherProvider later = new OtherProvider();
            registry.registerServiceProvider(later, ImageWriterSpi.class);
            try {
                registry.setOrdering(ImageWriterSpi.class, later, mode.before());
                assertThat(first("jpeg")).isSameAs(mode.provider());
            } finally {
                registry.deregisterServiceProvider(later, ImageWriterSpi.class);
            }
        }
    }

    /** A plug-in that wraps whatever JPEG writer ImageIO has: it would get ours, which would get it. */
    @Test
    void wrappersOfJpegWritersDoNotComeRound() throws IOException {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        Wrapper wrapper = new Wrapper();
        registry.registerServiceProvider(wrapper, ImageWriterSpi.class);
        try {
            registry.setOrdering(ImageWriterSpi.class, wrapper, mode.before());
            JpegMode.prefer();
            assertThat(mode.ours(picture, 50)).isEqualTo(oursThroughJdk(50));
        } finally {
            registry.deregisterServiceProvider(wrapper, ImageWriterSpi.class);
        }
    }

    private byte[] oursThroughJdk(int quality) throws IOException {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        List<ImageWriterSpi> others = new ArrayList<>();
        registry.getServiceProviders(ImageWriterSpi.class, provider -> provider instanceof Wrapper, true)
                .forEachRemaining(others::add);
        others.forEach(other -> registry.deregisterServiceProvider(other, ImageWriterSpi.class));
        return mode.ours(picture, quality);
    }

    /** As a plug-in does whose native library is missing. */
    @Test
    void aWriterThatCannotBeMadeIsPassedBy() throws IOException {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        Pushy broken = new Pushy(null);
        registry.registerServiceProvider(broken, ImageWriterSpi.class);
        JpegMode.prefer();
        assertThat(mode.ours(picture, 50)).isNotEmpty();
        assertThat(registry.contains(broken)).isFalse();
    }

    @Test
    void withoutAnotherWriterThereIsNone() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        registry.deregisterServiceProvider(mode.before(), ImageWriterSpi.class);
        try {
            assertThat(mode.provider().canEncodeImage(new ImageTypeSpecifier(picture)))
                    .isFalse();
            assertThatThrownBy(() -> mode.provider().createWriterInstance())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no other JPEG writer");
        } finally {
            registry.registerServiceProvider(mode.before(), ImageWriterSpi.class);
            JpegMode.prefer();
        }
    }

    /** Another JPEG plug-in. */
    private static class OtherProvider extends ImageWriterSpi {
        OtherProvider() {
            super(
                    "other",
                    "1",
                    new String[] {"JPEG", "jpeg"},
                    new String[] {"jpg"},
                    new String[] {"image/jpeg"},
                    "Other",
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
        public boolean canEncodeImage(ImageTypeSpecifier type) {
            return true;
        }

        @Override
        public ImageWriter createWriterInstance(Object extension) throws IOException {
            throw new IOException("its native library is missing");
        }

        @Override
        public String getDescription(Locale locale) {
            return "other";
        }
    }

    /** Puts itself before all others when it is registered. */
    private static final class Pushy extends OtherProvider {
        private final ImageWriterSpi jdk;
        private int created;

        private Pushy(ImageWriterSpi jdk) {
            this.jdk = jdk;
        }

        @Override
        public void onRegistration(ServiceRegistry registry, Class<?> category) {
            Iterator<ImageWriterSpi> all = registry.getServiceProviders(ImageWriterSpi.class, false);
            while (all.hasNext()) {
                ImageWriterSpi other = all.next();
                if (other != this) {
                    registry.setOrdering(ImageWriterSpi.class, this, other);
                }
            }
        }

        @Override
        public ImageWriter createWriterInstance(Object extension) throws IOException {
            created++;
            return jdk == null ? super.createWriterInstance(extension) : jdk.createWriterInstance(extension);
        }
    }

    /** Hands out the first other JPEG writer that ImageIO has. */
    private static final class Wrapper extends OtherProvider {
        @Override
        public ImageWriter createWriterInstance(Object extension) throws IOException {
            Iterator<ImageWriterSpi> all =
                    IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, true);
            while (all.hasNext()) {
                ImageWriterSpi other = all.next();
                if (other != this && List.of(other.getFormatNames()).contains("jpeg")) {
                    return other.createWriterInstance(extension);
                }
            }
            throw new IOException("there is no JPEG writer");
        }
    }
}
