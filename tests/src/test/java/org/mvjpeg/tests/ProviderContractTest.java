package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadataFormat;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What ImageIO and the JDK's own tests ask of every provider; the JDK's prove the tests, ours have to pass the same. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"jpeg", "png", "mvjpeg"})
class ProviderContractTest {
    private final String format;
    private final ImageWriter writer;
    private final ImageReader reader;

    ProviderContractTest(String format) {
        this.format = format;
        this.writer = ImageIO.getImageWritersByFormatName(format).next();
        this.reader = ImageIO.getImageReadersByFormatName(format).next();
    }

    private List<ImageReaderWriterSpi> providers() {
        return List.of(writer.getOriginatingProvider(), reader.getOriginatingProvider());
    }

    @Test
    void everyProviderSaysWhoItIs() {
        for (ImageReaderWriterSpi provider : providers()) {
            assertThat(provider.getVendorName()).isNotBlank();
            assertThat(provider.getVersion()).isNotBlank();
            assertThat(provider.getDescription(Locale.ROOT)).isNotBlank();
            assertThat(provider.getFormatNames()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(provider.getFileSuffixes()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(provider.getMIMETypes()).isNotEmpty().allMatch(type -> type.startsWith("image/"));
        }
        assertThat(((ImageWriterSpi) providers().get(0)).getOutputTypes()).isNotEmpty();
        assertThat(((ImageReaderSpi) providers().get(1)).getInputTypes()).isNotEmpty();
    }

    @Test
    void everyClassThatIsNamedIsThere() throws Exception {
        ImageWriterSpi writers = writer.getOriginatingProvider();
        ImageReaderSpi readers = reader.getOriginatingProvider();
        assertThat(writer.getClass().getName()).isEqualTo(writers.getPluginClassName());
        assertThat(reader.getClass().getName()).isEqualTo(readers.getPluginClassName());
        assertThat(writers.isOwnWriter(writer)).isTrue();
        assertThat(readers.isOwnReader(reader)).isTrue();
        assertThatThrownBy(() -> writers.isOwnWriter(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> readers.isOwnReader(null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(writers.getImageReaderSpiNames()).contains(readers.getClass().getName());
        assertThat(readers.getImageWriterSpiNames()).contains(writers.getClass().getName());
        assertThatThrownBy(() -> writers.canEncodeImage((ImageTypeSpecifier) null))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void readerAndWriterFindEachOther() {
        assertThat(ImageIO.getImageWriter(reader)).hasSameClassAs(writer);
        assertThat(ImageIO.getImageReader(writer)).hasSameClassAs(reader);
        assertThat(ImageIO.getImageTranscoders(reader, writer)).isNotNull();
    }

    @Test
    void everyNameIsRegistered() {
        ImageWriterSpi writers = writer.getOriginatingProvider();
        assertThat(ImageIO.getWriterFormatNames()).contains(writers.getFormatNames());
        assertThat(ImageIO.getReaderFormatNames())
                .contains(reader.getOriginatingProvider().getFormatNames());
        assertThat(ImageIO.getWriterMIMETypes()).contains(writers.getMIMETypes());
        assertThat(ImageIO.getWriterFileSuffixes()).contains(writers.getFileSuffixes());
        for (String suffix : writers.getFileSuffixes()) {
            assertThat(ImageIO.getImageWritersBySuffix(suffix)).hasNext();
            assertThat(ImageIO.getImageReadersBySuffix(suffix)).hasNext();
        }
        for (String type : writers.getMIMETypes()) {
            assertThat(ImageIO.getImageWritersByMIMEType(type)).hasNext();
            assertThat(ImageIO.getImageReadersByMIMEType(type)).hasNext();
        }
        assertThat(ImageIO.getImageWriters(
                        ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB),
                        format.toUpperCase(Locale.ROOT)))
                .hasNext();
    }

    @Test
    void metadataFormatsAreLoadedByManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<IIOMetadataFormat>> jobs = new ArrayList<>();
            for (ImageReaderWriterSpi provider : providers()) {
                names(provider.getNativeImageMetadataFormatName(), provider.getExtraImageMetadataFormatNames())
                        .forEach(name -> jobs.addAll(List.of(
                                () -> provider.getImageMetadataFormat(name),
                                () -> provider.getImageMetadataFormat(name))));
                names(provider.getNativeStreamMetadataFormatName(), provider.getExtraStreamMetadataFormatNames())
                        .forEach(name -> jobs.add(() -> provider.getStreamMetadataFormat(name)));
                if (provider.isStandardImageMetadataFormatSupported()) {
                    jobs.add(() -> provider.getImageMetadataFormat("javax_imageio_1.0"));
                }
            }
            for (Future<IIOMetadataFormat> job : threads.invokeAll(jobs)) {
                assertThat(job.get().getRootName()).isNotBlank();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static List<String> names(String nativeName, String[] extraNames) {
        return Stream.concat(
                        Stream.ofNullable(nativeName),
                        Stream.ofNullable(extraNames).flatMap(Stream::of))
                .toList();
    }

    @Test
    void descriptionsOfMetadataAreThoseOfTheMetadata() {
        assertThat(List.of(writer.getDefaultImageMetadata(
                                ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB), null)
                        .getMetadataFormatNames()))
                .containsAll(names(
                        writer.getOriginatingProvider().getNativeImageMetadataFormatName(),
                        writer.getOriginatingProvider().getExtraImageMetadataFormatNames()));
    }
}
