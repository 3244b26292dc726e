package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.codec.Preprocessor;
import org.mvjpeg.imageio.jpeg.JpegMode;
import org.mvjpeg.imageio.jpeg.PreprocessingJpegWriter;

/** JPEG mode beside the JDK's JPEG writer, which is asked for the same thing each time. */
class JpegModeTest {
    private static final String NATIVE = "javax_imageio_jpeg_image_1.0";
    private static ImageWriterSpi jdk;
    private static JpegModeOn mode;

    /** Larger than what counts as small, with texture for the network to work on. */
    private final BufferedImage picture = textured(480, 360, BufferedImage.TYPE_3BYTE_BGR);

    @BeforeAll
    static void switchOn() {
        jdk = first("jpeg");
        mode = new JpegModeOn();
    }

    @AfterAll
    static void switchOff() {
        mode.close();
        assertThat(first("jpeg")).isSameAs(jdk);
    }

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
        assertThat(ImageIO.getImageWriter(reader)).hasSameClassAs(jdk.createWriterInstance());
        ImageWriter ours = ImageIO.getImageWritersByFormatName("jpeg").next();
        assertThat(ImageIO.getImageReader(ours)).hasSameClassAs(reader);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 50, 75})
    void jpegsAreSmallerAndStillThePicture(int quality) throws IOException {
        byte[] ours = ours(picture, quality);
        byte[] plain = plain(picture, quality);
        assertThat(ours.length).isLessThan(plain.length);
        assertThat(Pictures.psnr(read(ours), picture)).isGreaterThan(Pictures.psnr(read(plain), picture) - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 95, 100})
    void atHighQualityTheBytesAreTheOtherWriters(int quality) throws IOException {
        assertThat(ours(picture, quality)).isEqualTo(plain(picture, quality));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40, 75, 95})
    void flatPicturesAreTheOtherWritersToTheBit(int quality) throws IOException {
        for (int rgb : new int[] {0, 0xFFFFFF, 0x204090}) {
            BufferedImage flat = new BufferedImage(400, 350, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 350; y++) {
                for (int x = 0; x < 400; x++) {
                    flat.setRGB(x, y, rgb);
                }
            }
            assertThat(ours(flat, quality)).isEqualTo(plain(flat, quality));
        }
    }

    static int[] types() {
        return Pictures.TYPES;
    }

    /** What the JDK's writer does not take, an alpha channel, is refused as it would have been. */
    @ParameterizedTest
    @MethodSource("types")
    void everyTypeOfImageIsWrittenOrRefusedAsBefore(int type) throws IOException {
        BufferedImage image = textured(400, 340, type);
        ImageTypeSpecifier specifier = ImageTypeSpecifier.createFromRenderedImage(image);
        assertThat(mode.provider().canEncodeImage(specifier)).isEqualTo(jdk.canEncodeImage(specifier));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpg", out)) {
            assertThat(jdk.canEncodeImage(specifier)).isFalse();
            return;
        }
        BufferedImage back = read(out.toByteArray());
        assertThat(back.getWidth()).isEqualTo(400);
        assertThat(Pictures.psnr(back, read(plain(image, 75)))).isGreaterThan(20);
    }

    @Test
    void whatTheNetworkDoesNotTakeHasTheOtherWritersBytes() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_USHORT_565_RGB}) {
            BufferedImage image = textured(400, 340, type);
            assertThat(ours(image, 40)).isEqualTo(plain(image, 40));
        }
        ImageWriter writer = mode.provider().createWriterInstance();
        assertThat(writer.canWriteRasters()).isTrue();
        IIOImage raster = new IIOImage(picture.getRaster(), null, null);
        assertThat(write(writer, null, raster, quality(writer, 40)))
                .isEqualTo(write(jdk.createWriterInstance(), null, raster, quality(writer, 40)));
        BufferedImage cmyk = Pictures.component(400, 340, new Inks(), false, DataBuffer.TYPE_BYTE);
        assertSameOutcome(cmyk);
        assertSameOutcome(Pictures.component(
                400, 340, ColorSpace.getInstance(ColorSpace.CS_sRGB), false, DataBuffer.TYPE_USHORT));
    }

    private static void assertSameOutcome(BufferedImage image) throws IOException {
        byte[] expected;
        try {
            expected = plain(image, 40);
        } catch (IOException | RuntimeException e) {
            assertThatThrownBy(() -> ours(image, 40)).hasSameClassAs(e).hasMessage(e.getMessage());
            return;
        }
        assertThat(ours(image, 40)).isEqualTo(expected);
    }

    @Test
    void theDefaultParametersAreTheOtherWriters() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
        assertThat(param).hasSameClassAs(jdk.createWriterInstance().getDefaultWriteParam());
    }

    @Test
    void allKindsOfParametersWork() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        for (ImageWriteParam param :
                List.of(writer.getDefaultWriteParam(), new JPEGImageWriteParam(null), new Compressed())) {
            byte[] ours = write(writer, null, new IIOImage(picture, null, null), param);
            byte[] plain = write(jdk.createWriterInstance(), null, new IIOImage(picture, null, null), param);
            assertThat(ours.length).isLessThan(plain.length);
        }
    }

    @Test
    void theNetworkSeesTheRegionAndTheStepsThatAreCoded() throws IOException {
        BufferedImage large = textured(1200, 900, BufferedImage.TYPE_INT_RGB);
        ImageWriter writer = mode.provider().createWriterInstance();
        ImageWriteParam param = quality(writer, 50);
        param.setSourceRegion(new Rectangle(40, 30, 1000, 800));
        param.setSourceSubsampling(2, 2, 1, 0);
        byte[] part = write(writer, null, new IIOImage(large, null, null), param);
        assertThat(param.getSourceRegion()).isEqualTo(new Rectangle(40, 30, 1000, 800));

        BufferedImage copy = new BufferedImage(500, 400, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 500; x++) {
                copy.setRGB(x, y, large.getRGB(Math.min(41 + 2 * x, 1039), 30 + 2 * y));
            }
        }
        assertThat(part).isEqualTo(ours(copy, 50));
        assertThat(part.length)
                .isLessThan(write(jdk.createWriterInstance(), null, new IIOImage(large, null, null), param).length);
    }

    @Test
    void sourceBandsAndForeignSubclassesAreLeftToTheOtherWriter() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        ImageWriteParam bands = quality(writer, 40);
        bands.setSourceBands(new int[] {0});
        IIOImage image = new IIOImage(picture, null, null);
        assertThat(write(writer, null, image, bands)).isEqualTo(write(jdk.createWriterInstance(), null, image, bands));

        ImageWriteParam own = new JPEGImageWriteParam(null) {};
        own.setSourceRegion(new Rectangle(10, 10, 400, 330));
        assertThat(write(writer, null, image, own)).isEqualTo(write(jdk.createWriterInstance(), null, image, own));
    }

    @Test
    void metadataArrivesInTheFile() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        ImageWriteParam param = quality(writer, 50);
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), param);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(NATIVE);
        IIOMetadataNode jfif =
                (IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0);
        jfif.setAttribute("resUnits", "1");
        jfif.setAttribute("Xdensity", "300");
        jfif.setAttribute("Ydensity", "300");
        IIOMetadataNode comment = new IIOMetadataNode("com");
        comment.setAttribute("comment", "kept");
        root.getElementsByTagName("markerSequence").item(0).appendChild(comment);
        metadata.setFromTree(NATIVE, root);

        byte[] file = write(writer, null, new IIOImage(picture, null, metadata), param);
        assertThat(file.length)
                .isLessThan(
                        write(jdk.createWriterInstance(), null, new IIOImage(picture, null, metadata), param).length);
        IIOMetadataNode back = tree(file);
        assertThat(((IIOMetadataNode) back.getElementsByTagName("app0JFIF").item(0)).getAttribute("Xdensity"))
                .isEqualTo("300");
        assertThat(back.getElementsByTagName("com").getLength()).isOne();
    }

    /** Tables in the metadata overrule the default quality; the network follows them and not the quality. */
    @Test
    void tablesInTheMetadataDecideWhatTheNetworkDoes() throws IOException {
        for (boolean fine : new boolean[] {true, false}) {
            ImageWriter writer = mode.provider().createWriterInstance();
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), null);
            IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(NATIVE);
            for (int k = 0; k < 2; k++) {
                IIOMetadataNode table =
                        (IIOMetadataNode) root.getElementsByTagName("dqtable").item(k);
                JPEGQTable standard = k == 0 ? JPEGQTable.K1Luminance : JPEGQTable.K2Chrominance;
                table.setUserObject(standard.getScaledInstance(fine ? 0.05f : 1, true));
            }
            metadata.setFromTree(NATIVE, root);
            IIOImage image = new IIOImage(picture, null, metadata);
            byte[] ours = write(writer, null, image, null);
            byte[] plain = write(jdk.createWriterInstance(), null, image, null);
            if (fine) {
                assertThat(ours).isEqualTo(plain);
            } else {
                assertThat(ours.length).isLessThan(plain.length);
            }
        }
    }

    @Test
    void abbreviatedStreamsStayThat() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
        param.setEncodeTables(
                new JPEGQTable[] {JPEGQTable.K1Luminance, JPEGQTable.K2Chrominance},
                new JPEGHuffmanTable[] {JPEGHuffmanTable.StdDCLuminance, JPEGHuffmanTable.StdDCChrominance},
                new JPEGHuffmanTable[] {JPEGHuffmanTable.StdACLuminance, JPEGHuffmanTable.StdACChrominance});
        IIOImage image = new IIOImage(picture, null, null);
        byte[] ours = write(writer, null, image, param);
        byte[] plain = write(jdk.createWriterInstance(), null, image, param);
        assertThat(ours.length).isLessThan(plain.length);
    }

    @Test
    void thumbnailsArriveInTheFile() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        BufferedImage thumbnail = textured(80, 60, BufferedImage.TYPE_INT_RGB);
        byte[] file = write(writer, null, new IIOImage(picture, List.of(thumbnail), null), quality(writer, 50));
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            assertThat(reader.getNumThumbnails(0)).isOne();
            assertThat(reader.readThumbnail(0, 0).getWidth()).isEqualTo(80);
        }
    }

    @Test
    void listenersHearOfOurWriter() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        Events events = new Events(null);
        writer.addIIOWriteProgressListener(events);
        List<ImageWriter> warners = new ArrayList<>();
        writer.addIIOWriteWarningListener((source, index, text) -> warners.add(source));
        write(writer, null, new IIOImage(picture, List.of(picture), null), quality(writer, 50));
        assertThat(events.names).startsWith("started").endsWith("complete").contains("progress", "thumbnail");
        assertThat(events.sources).allMatch(source -> source == writer);
        // The JDK's writer clips thumbnails beyond 255 pixels, and warns.
        assertThat(warners).isNotEmpty().allMatch(source -> source == writer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "progress"})
    void abortEndsTheWriteAndLeavesTheWriterUsable(String when) throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        Events events = new Events(when);
        writer.addIIOWriteProgressListener(events);
        write(writer, null, new IIOImage(picture, null, null), quality(writer, 50));
        assertThat(events.names).endsWith("aborted").doesNotContain("complete");
        writer.removeAllIIOWriteProgressListeners();
        assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                .isEqualTo(ours(picture, 50));
    }

    @Test
    void aWriterServesAgainAfterResetAndWithoutOutputItSaysSo() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        Events events = new Events(null);
        byte[] first = write(writer, null, new IIOImage(picture, null, null), quality(writer, 50));
        writer.reset();
        assertThat(writer.getOutput()).isNull();
        assertThatThrownBy(() -> writer.write(picture)).isInstanceOf(IllegalStateException.class);
        writer.addIIOWriteProgressListener(events);
        assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                .isEqualTo(first);
        assertThat(events.names).containsOnlyOnce("started", "complete");
        writer.dispose();
    }

    @Test
    void localesAreTheOtherWriters() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        assertThat(writer.getAvailableLocales())
                .isEqualTo(jdk.createWriterInstance().getAvailableLocales());
        writer.setLocale(null);
        assertThat(writer.getLocale()).isNull();
        Locale[] all = writer.getAvailableLocales();
        if (all != null && all.length > 0) {
            writer.setLocale(all[0]);
            assertThat(writer.getLocale()).isEqualTo(all[0]);
        }
    }

    @Test
    void sequencesAreTheOtherWriters() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        ImageWriter other = jdk.createWriterInstance();
        assertThat(writer.canWriteSequence()).isEqualTo(other.canWriteSequence());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(picture, null, null), quality(writer, 50));
            writer.writeToSequence(new IIOImage(picture, null, null), quality(writer, 50));
            writer.endWriteSequence();
        }
        byte[] one = ours(picture, 50);
        assertThat(bytes.size()).isEqualTo(2 * one.length);
    }

    @Test
    void tiledImagesWithTheirOriginElsewhereWork() throws IOException {
        RenderedImage tiled = new TiledImage(picture, new Point(-13, 7), 64, 48);
        ImageWriter writer = mode.provider().createWriterInstance();
        assertThat(write(writer, null, new IIOImage(tiled, null, null), quality(writer, 50)))
                .isEqualTo(ours(picture, 50));
    }

    @Test
    void oursComesFirstAgainAfterAPlugInThatPutItselfBeforeAll() throws IOException {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        Pushy pushy = new Pushy(jdk);
        registry.registerServiceProvider(pushy, ImageWriterSpi.class);
        try {
            ImageIO.getImageWritersByFormatName("jpeg").next();
            assertThat(pushy.created).isOne();
            assertThat(JpegMode.prefer()).isTrue();
            assertThat(first("jpeg")).isSameAs(mode.provider());
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                    .isEqualTo(ours(picture, 50));
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
                registry.setOrdering(ImageWriterSpi.class, later, jdk);
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
            registry.setOrdering(ImageWriterSpi.class, wrapper, jdk);
            JpegMode.prefer();
            assertThat(ours(picture, 50)).isEqualTo(oursThroughJdk(50));
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
        return ours(picture, quality);
    }

    /** As a plug-in does whose native library is missing. */
    @Test
    void aWriterThatCannotBeMadeIsPassedBy() throws IOException {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        Pushy broken = new Pushy(null);
        registry.registerServiceProvider(broken, ImageWriterSpi.class);
        JpegMode.prefer();
        assertThat(ours(picture, 50)).isNotEmpty();
        assertThat(registry.contains(broken)).isFalse();
    }

    @Test
    void withoutAnotherWriterThereIsNone() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        registry.deregisterServiceProvider(jdk, ImageWriterSpi.class);
        try {
            assertThat(mode.provider().canEncodeImage(new ImageTypeSpecifier(picture)))
                    .isFalse();
            assertThatThrownBy(() -> mode.provider().createWriterInstance())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no other JPEG writer");
        } finally {
            registry.registerServiceProvider(jdk, ImageWriterSpi.class);
            JpegMode.prefer();
        }
    }

    @Test
    void aModelThatIsNoneIsAWarningAndAJpegAsBefore() throws IOException {
        Path file = Files.createTempFile("model", ".safetensors");
        System.setProperty("mvjpeg.model", file.toString());
        try {
            ImageWriter writer = mode.provider().createWriterInstance();
            Warnings warnings = Warnings.of(writer);
            assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                    .isEqualTo(plain(picture, 50));
            assertThat(warnings.all()).singleElement().asString().contains("not preprocessed");
        } finally {
            System.clearProperty("mvjpeg.model");
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "machine", "detection", "human"})
    void theProfileIsTheProperty(String profile) throws IOException {
        System.setProperty("mvjpeg.profile", profile);
        try {
            byte[] ours = ours(picture, 30);
            byte[] plain = plain(picture, 30);
            if (profile.equals("off")) {
                assertThat(ours).isEqualTo(plain);
            } else if (!profile.equals("human")) {
                assertThat(ours.length).isLessThan(plain.length);
            }
        } finally {
            System.clearProperty("mvjpeg.profile");
        }
    }

    /** The example of {@code docs/jpeg-mode.md}. */
    @Test
    void withoutImageIo() {
        BufferedImage image = picture;
        int[] luminanceTable = JPEGQTable.K1Luminance.getTable();
        try (Preprocessor preprocessor = new Preprocessor()) {
            int qp = JpegQuantiser.qp(luminanceTable);
            BufferedImage calmer =
                    preprocessor.process(image, EncoderOptions.builder().qp(qp).build());
            assertThat(calmer).isNotSameAs(image);
            assertThat(calmer.getType()).isEqualTo(image.getType());
        }
    }

    private static ImageWriterSpi first(String name) {
        return ImageIO.getImageWritersByFormatName(name).next().getOriginatingProvider();
    }

    private static byte[] ours(BufferedImage image, int quality) throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        return write(writer, null, new IIOImage(image, null, null), quality(writer, quality));
    }

    private static byte[] plain(BufferedImage image, int quality) throws IOException {
        ImageWriter writer = jdk.createWriterInstance();
        return write(writer, null, new IIOImage(image, null, null), quality(writer, quality));
    }

    private static ImageWriteParam quality(ImageWriter writer, int percent) {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(percent / 100f);
        return param;
    }

    private static byte[] write(ImageWriter writer, IIOMetadata stream, IIOImage image, ImageWriteParam param)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(stream, image, param);
        }
        return bytes.toByteArray();
    }

    private static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static IIOMetadataNode tree(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            return (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(NATIVE);
        }
    }

    /** A drawn picture under fine grain. */
    static BufferedImage textured(int width, int height, int type) {
        BufferedImage image = Pictures.draw(width, height, type);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                int grain = random.nextInt(17) - 8;
                int changed = rgb & 0xFF000000;
                for (int shift = 0; shift <= 16; shift += 8) {
                    changed |= Math.max(0, Math.min(255, (rgb >> shift & 255) + grain)) << shift;
                }
                image.setRGB(x, y, changed);
            }
        }
        return image;
    }

    /** Four inks, for which nobody has a profile. */
    private static final class Inks extends ColorSpace {
        private static final long serialVersionUID = 1L;

        private Inks() {
            super(TYPE_CMYK, 4);
        }

        @Override
        public float[] toRGB(float[] c) {
            return new float[] {1 - c[0], 1 - c[1], 1 - c[2]};
        }

        @Override
        public float[] fromRGB(float[] c) {
            return new float[] {1 - c[0], 1 - c[1], 1 - c[2], 0};
        }

        @Override
        public float[] toCIEXYZ(float[] c) {
            return toRGB(c);
        }

        @Override
        public float[] fromCIEXYZ(float[] c) {
            return fromRGB(c);
        }
    }

    /** Parameters that know nothing of JPEG. */
    private static final class Compressed extends ImageWriteParam {
        private Compressed() {
            canWriteProgressive = true;
            canWriteCompressed = true;
            compressionMode = MODE_EXPLICIT;
            compressionQuality = 0.4f;
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

    /** What a listener heard; it may abort at the first event of a name. */
    private static final class Events implements IIOWriteProgressListener {
        private final List<String> names = new ArrayList<>();
        private final List<ImageWriter> sources = new ArrayList<>();
        private final String abortAt;

        private Events(String abortAt) {
            this.abortAt = abortAt;
        }

        private void add(String name, ImageWriter source) {
            names.add(name);
            sources.add(source);
            if (name.equals(abortAt)) {
                source.abort();
            }
        }

        @Override
        public void imageStarted(ImageWriter source, int imageIndex) {
            add("started", source);
        }

        @Override
        public void imageProgress(ImageWriter source, float percentageDone) {
            add("progress", source);
        }

        @Override
        public void imageComplete(ImageWriter source) {
            add("complete", source);
        }

        @Override
        public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {
            add("thumbnail", source);
        }

        @Override
        public void thumbnailProgress(ImageWriter source, float percentageDone) {
            add("thumbnail", source);
        }

        @Override
        public void thumbnailComplete(ImageWriter source) {
            add("thumbnail", source);
        }

        @Override
        public void writeAborted(ImageWriter source) {
            add("aborted", source);
        }
    }
}
