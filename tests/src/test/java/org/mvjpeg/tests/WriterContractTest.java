package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileCacheImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ImageIO and the JDK's own tests ask of every writer; the JDK's writers prove the tests, ours has to pass the same. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"jpeg", "png", "mvjpeg"})
class WriterContractTest {
    @TempDir
    static Path folder;

    private final String format;
    private final ImageWriter writer;
    private final BufferedImage image = Pictures.draw(90, 70, BufferedImage.TYPE_INT_RGB);

    WriterContractTest(String format) {
        this.format = format;
        this.writer = ImageIO.getImageWritersByFormatName(format).next();
    }

    @AfterEach
    void dispose() {
        writer.dispose();
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 0, 30, 60, 90})
    void abortingFromAListenerEndsTheWrite(float percent) throws IOException {
        EventLog log = EventLog.abortingAt(percent);
        writer.addIIOWriteProgressListener(log);
        write(image, null);
        assertThat(log.events()).startsWith("started").endsWith("aborted").doesNotContain("complete");
        assertThat(log.events()).filteredOn("aborted"::equals).hasSize(1);

        writer.removeIIOWriteProgressListener(log);
        assertThat(write(image, null)).isEqualTo(fresh(image));
    }

    @Test
    void anAbortBeforeTheWriteDoesNotCount() throws IOException {
        writer.abort();
        EventLog log = EventLog.observing();
        writer.addIIOWriteProgressListener(log);
        assertThat(write(image, null)).isEqualTo(fresh(image));
        assertThat(log.events()).endsWith("complete").doesNotContain("aborted");
    }

    @Test
    void progressRisesWithinItsRange() throws IOException {
        EventLog log = EventLog.observing();
        writer.addIIOWriteProgressListener(log);
        write(image, null);
        assertThat(log.events()).startsWith("started").endsWith("complete");
        assertThat(log.percents()).isNotEmpty().isSorted().allMatch(percent -> percent >= 0 && percent <= 100);
    }

    @Test
    void withoutOutputNothingIsWritten() {
        assertThatThrownBy(() -> writer.write(image)).isInstanceOf(IllegalStateException.class);
        writer.setOutput(null);
        assertThatThrownBy(() -> writer.write(image)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.setOutput("a string")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nullsAreRefused() throws IOException {
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(new ByteArrayOutputStream())) {
            writer.setOutput(out);
            assertThatThrownBy(() -> writer.write(null, null, null)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ImageIO.write(image, format, (OutputStream) null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageIO.write(image, format, new File(folder.toFile(), "no/such/folder")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsRefusedIsAnIllegalArgument() {
        assumeTrue(format.equals("mvjpeg"), "the JDK's writers throw other exceptions than ImageWriter says, or none");
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
        assertThatThrownBy(() -> writer.convertImageMetadata(null, type, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.convertStreamMetadata(null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.getOriginatingProvider().canEncodeImage((ImageTypeSpecifier) null))
                .isInstanceOf(IllegalArgumentException.class);
        ImageWriteParam outside = writer.getDefaultWriteParam();
        outside.setSourceRegion(new Rectangle(500, 500, 10, 10));
        assertThatThrownBy(() -> write(image, outside)).isInstanceOf(IllegalArgumentException.class);
        ImageWriteParam noBand = writer.getDefaultWriteParam();
        noBand.setSourceBands(new int[] {3});
        assertThatThrownBy(() -> write(image, noBand)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resetAndDisposeMayBeRepeated() throws IOException {
        write(image, null);
        writer.reset();
        assertThat(writer.getOutput()).isNull();
        writer.reset();
        assertThat(write(image, null)).isEqualTo(fresh(image));
        writer.dispose();
        assertThatCode(writer::dispose).doesNotThrowAnyException();
    }

    @Test
    void whatCannotBeDoneIsUnsupported() throws IOException {
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(new ByteArrayOutputStream())) {
            writer.setOutput(out);
            if (!writer.canWriteSequence()) {
                assertThatThrownBy(() -> writer.prepareWriteSequence(null))
                        .isInstanceOf(UnsupportedOperationException.class);
                assertThatThrownBy(() -> writer.writeToSequence(new IIOImage(image, null, null), null))
                        .isInstanceOf(UnsupportedOperationException.class);
                assertThatThrownBy(writer::endWriteSequence).isInstanceOf(UnsupportedOperationException.class);
            }
            if (!writer.canInsertImage(0)) {
                assertThatThrownBy(() -> writer.writeInsert(0, new IIOImage(image, null, null), null))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
            if (!writer.canReplaceStreamMetadata()) {
                assertThatThrownBy(() -> writer.replaceStreamMetadata(null))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
            if (!writer.canReplacePixels(0)) {
                assertThatThrownBy(() -> writer.prepareReplacePixels(0, new Rectangle(1, 1)))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
            if (!writer.canWriteRasters()) {
                assertThatThrownBy(() -> writer.write(new IIOImage(image.getRaster(), null, null)))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @Test
    void everyKindOfOutputGetsTheSameBytes() throws IOException {
        byte[] expected = fresh(image);
        File file = folder.resolve("random-access." + format).toFile();
        try (RandomAccessFile random = new RandomAccessFile(file, "rw");
                ImageOutputStream out = ImageIO.createImageOutputStream(random)) {
            write(out);
        }
        assertThat(Files.readAllBytes(file.toPath())).isEqualTo(expected);
        ByteArrayOutputStream oneWay = new ByteArrayOutputStream();
        try (ImageOutputStream out = new FileCacheImageOutputStream(oneWay, folder.toFile())) {
            write(out);
        }
        assertThat(oneWay.toByteArray()).isEqualTo(expected);
        Path direct = folder.resolve("file." + format);
        ImageIO.write(image, format, direct.toFile());
        assertThat(Files.readAllBytes(direct)).isEqualTo(expected);
    }

    @Test
    void aStreamIsFilledAndLeftOpen() throws IOException {
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        ImageIO.write(image, format, out);
        assertThat(out.toByteArray()).isEqualTo(fresh(image));
        assertThat(closed).containsExactly(false);
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            write(stream);
            assertThat(stream.getStreamPosition()).isPositive();
            stream.write(0);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void canEncodeImageTellsTheTruth(int type) throws IOException {
        BufferedImage typed = Pictures.draw(40, 30, type);
        ImageTypeSpecifier specifier = ImageTypeSpecifier.createFromRenderedImage(typed);
        boolean can = writer.getOriginatingProvider().canEncodeImage(specifier);
        assertThat(writer.getOriginatingProvider().canEncodeImage(typed)).isEqualTo(can);
        assertThat(ImageIO.getImageWriters(specifier, format).hasNext()).isEqualTo(can);
        assumeTrue(can);
        BufferedImage back = ImageIO.read(new ByteArrayInputStream(write(typed, null)));
        assertThat(back.getWidth()).isEqualTo(40);
        assertThat(back.getHeight()).isEqualTo(30);
    }

    static int[] types() {
        return Pictures.TYPES;
    }

    @Test
    void tilesThatBeginAnywhereAreOnePicture() throws IOException {
        for (Point corner : new Point[] {new Point(0, 0), new Point(-7, 13), new Point(1000, -3)}) {
            TiledImage tiled = new TiledImage(image, corner, 32, 16);
            try (ImageOutputStream out = new MemoryCacheImageOutputStream(new ByteArrayOutputStream())) {
                writer.setOutput(out);
                writer.write(tiled);
                assertThat(out.getStreamPosition()).isEqualTo(fresh(image).length);
            }
        }
    }

    @Test
    void aPartOfAnImageIsWrittenAsItsCopy() throws IOException {
        BufferedImage part = image.getSubimage(11, 7, 50, 40);
        BufferedImage copy = new BufferedImage(50, 40, image.getType());
        copy.setData(part.getRaster().createTranslatedChild(0, 0));
        assertThat(write(part, null)).isEqualTo(fresh(copy));
    }

    @Test
    void regionAndSubsamplingAreThoseOfTheSource() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setSourceRegion(new Rectangle(10, 6, 61, 1000));
        param.setSourceSubsampling(3, 2, 1, 1);
        BufferedImage expected = new BufferedImage(20, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 20; x++) {
                expected.setRGB(x, y, image.getRGB(11 + 3 * x, 7 + 2 * y));
            }
        }
        assertThat(write(image, param)).isEqualTo(fresh(expected));
    }

    @Test
    void bandsAreSelected() throws IOException {
        BufferedImage source = Pictures.draw(90, 70, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage swapped = new BufferedImage(90, 70, BufferedImage.TYPE_3BYTE_BGR);
        for (int band = 0; band < 3; band++) {
            swapped.getRaster()
                    .setSamples(
                            0, 0, 90, 70, band, source.getRaster().getSamples(0, 0, 90, 70, 2 - band, (int[]) null));
        }
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setSourceBands(new int[] {2, 1, 0});
        BufferedImage back = ImageIO.read(new ByteArrayInputStream(write(source, param)));
        assertThat(Pictures.psnr(swapped, back)).isGreaterThan(25);
    }

    @Test
    void everyCompressionTypeThatIsOfferedCanBeUsed() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        assumeTrue(param.canWriteCompressed());
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        for (String type : param.getCompressionTypes()) {
            param.setCompressionType(type);
            assertThat(param.getCompressionType()).isEqualTo(type);
            assertThat(write(image, param)).isNotEmpty();
        }
        assertThatThrownBy(() -> param.setCompressionType("no such type")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> param.setCompressionQuality(1.1f)).isInstanceOf(IllegalArgumentException.class);
        assertThat(param.getCompressionQualityValues()).hasSize(param.getCompressionQualityDescriptions().length + 1);
    }

    @Test
    void bytesDoNotGrowAsQualityFalls() throws IOException {
        assumeFalse(format.equals("png"));
        int[] lengths = new int[11];
        for (int i = 0; i <= 10; i++) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(1 - i / 10f);
            lengths[i] = -write(image, param).length;
        }
        assertThat(lengths).isSorted();
    }

    @Test
    void blackAndWhiteComeBackExactly() throws IOException {
        for (int rgb : new int[] {0xff000000, 0xffffffff}) {
            BufferedImage flat = new BufferedImage(90, 70, BufferedImage.TYPE_INT_RGB);
            int[] pixels = new int[90 * 70];
            Arrays.fill(pixels, rgb);
            flat.setRGB(0, 0, 90, 70, pixels, 0, 90);
            BufferedImage back = ImageIO.read(new ByteArrayInputStream(write(flat, null)));
            assertThat(back.getRGB(0, 0, 90, 70, null, 0, 90)).containsOnly(rgb);
        }
    }

    @Test
    void defaultMetadataIsATreeInEachOfItsFormats() {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        assertThat(metadata).isNotNull();
        assertThat(metadata.getMetadataFormatNames()).isNotEmpty();
        for (String name : metadata.getMetadataFormatNames()) {
            assertThat(metadata.getAsTree(name).getNodeName()).isEqualTo(name);
            assertThat(metadata.getMetadataFormat(name).getRootName()).isEqualTo(name);
        }
        assertThatThrownBy(() -> metadata.getAsTree("no such format")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyLocalesThatAreThereCanBeChosen() throws IOException {
        writer.setLocale(null);
        if (writer.getAvailableLocales() == null) {
            assertThatThrownBy(() -> writer.setLocale(Locale.FRANCE)).isInstanceOf(IllegalArgumentException.class);
        }
        writer.addIIOWriteWarningListener(null);
        writer.removeIIOWriteWarningListener(null);
        writer.addIIOWriteProgressListener(null);
        assertThat(write(image, null)).isEqualTo(fresh(image));
    }

    @Test
    void afterAFullDiskTheWriterIsUsable() throws IOException {
        try (ImageOutputStream full = new MemoryCacheImageOutputStream(new FullDisk())) {
            writer.setOutput(full);
            assertThatThrownBy(() -> {
                        writer.write(image);
                        full.flush();
                    })
                    .isInstanceOf(IOException.class);
        } catch (IOException e) {
            assertThat(e).hasMessage(FullDisk.MESSAGE);
        }
        writer.reset();
        assertThat(write(image, null)).isEqualTo(fresh(image));
    }

    @Test
    void writersAreCollectedWithoutDispose() throws Exception {
        ReferenceQueue<ImageWriter> queue = new ReferenceQueue<>();
        PhantomReference<ImageWriter> dropped = useAndDrop(queue);
        Reference<?> collected = null;
        for (int i = 0; i < 100 && collected == null; i++) {
            System.gc();
            collected = queue.remove(20);
        }
        assertThat(collected).isSameAs(dropped);
    }

    private PhantomReference<ImageWriter> useAndDrop(ReferenceQueue<ImageWriter> queue) throws IOException {
        ImageWriter used = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(new ByteArrayOutputStream())) {
            used.setOutput(out);
            used.write(image);
        }
        return new PhantomReference<>(used, queue);
    }

    private byte[] fresh(BufferedImage picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, out)).isTrue();
        return out.toByteArray();
    }

    private byte[] write(BufferedImage picture, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), param);
        }
        return out.toByteArray();
    }

    private void write(ImageOutputStream out) throws IOException {
        writer.setOutput(out);
        writer.write(image);
    }

    private static final class FullDisk extends OutputStream {
        private static final String MESSAGE = "no space left";

        @Override
        public void write(int b) throws IOException {
            throw new IOException(MESSAGE);
        }
    }
}
