package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mvjpeg.tests.JpegModeOn.quality;
import static org.mvjpeg.tests.JpegModeOn.write;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters, metadata, listeners and streams of JPEG mode: all as the JDK's JPEG writer has them. */
class JpegModeWriterTest extends InJpegMode {
    private static final String NATIVE = "javax_imageio_jpeg_image_1.0";

    @Test
    void theDefaultParametersAreTheOtherWriters() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        JPEGImageWriteParam param = (JPEGImageWriteParam) writer.getDefaultWriteParam();
        assertThat(param).hasSameClassAs(mode.before().createWriterInstance().getDefaultWriteParam());
    }

    @Test
    void allKindsOfParametersWork() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        for (ImageWriteParam param :
                List.of(writer.getDefaultWriteParam(), new JPEGImageWriteParam(null), new Compressed())) {
            byte[] ours = write(writer, null, new IIOImage(picture, null, null), param);
            byte[] plain = write(mode.before().createWriterInstance(), null, new IIOImage(picture, null, null), param);
            assertThat(ours.length).isLessThan(plain.length);
        }
    }

    @Test
    void theNetworkSeesTheRegionAndTheStepsThatAreCoded() throws IOException {
        BufferedImage large = Pictures.textured(1200, 900, BufferedImage.TYPE_INT_RGB);
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
        assertThat(part).isEqualTo(mode.ours(copy, 50));
        assertThat(part.length)
                .isLessThan(write(mode.before().createWriterInstance(), null, new IIOImage(large, null, null), param)
                        .length);
    }

    @Test
    void sourceBandsAndForeignSubclassesAreLeftToTheOtherWriter() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        ImageWriteParam bands = quality(writer, 40);
        bands.setSourceBands(new int[] {0});
        IIOImage image = new IIOImage(picture, null, null);
        assertThat(write(writer, null, image, bands))
                .isEqualTo(write(mode.before().createWriterInstance(), null, image, bands));

        ImageWriteParam own = new JPEGImageWriteParam(null) {};
        own.setSourceRegion(new Rectangle(10, 10, 400, 330));
        assertThat(write(writer, null, image, own))
                .isEqualTo(write(mode.before().createWriterInstance(), null, image, own));
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
                        write(mode.before().createWriterInstance(), null, new IIOImage(picture, null, metadata), param)
                                .length);
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
            byte[] plain = write(mode.before().createWriterInstance(), null, image, null);
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
        byte[] plain = write(mode.before().createWriterInstance(), null, image, param);
        assertThat(ours.length).isLessThan(plain.length);
    }

    @Test
    void thumbnailsArriveInTheFile() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        BufferedImage thumbnail = Pictures.textured(80, 60, BufferedImage.TYPE_INT_RGB);
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
        EventLog log = EventLog.observing();
        writer.addIIOWriteProgressListener(log);
        List<ImageWriter> warners = new ArrayList<>();
        writer.addIIOWriteWarningListener((source, index, text) -> warners.add(source));
        write(writer, null, new IIOImage(picture, List.of(picture), null), quality(writer, 50));
        assertThat(log.events())
                .startsWith("started")
                .endsWith("complete")
                .contains("thumbnail 0.0", "thumbnail complete");
        assertThat(log.percents()).isNotEmpty();
        assertThat(log.sources()).allMatch(source -> source == writer);
        // The JDK's writer clips thumbnails beyond 255 pixels, and warns.
        assertThat(warners).isNotEmpty().allMatch(source -> source == writer);
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 0})
    void abortEndsTheWriteAndLeavesTheWriterUsable(float percent) throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        EventLog log = EventLog.abortingAt(percent);
        writer.addIIOWriteProgressListener(log);
        write(writer, null, new IIOImage(picture, null, null), quality(writer, 50));
        assertThat(log.events()).endsWith("aborted").doesNotContain("complete");
        writer.removeAllIIOWriteProgressListeners();
        assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                .isEqualTo(mode.ours(picture, 50));
    }

    @Test
    void aWriterServesAgainAfterResetAndWithoutOutputItSaysSo() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        EventLog log = EventLog.observing();
        byte[] first = write(writer, null, new IIOImage(picture, null, null), quality(writer, 50));
        writer.reset();
        assertThat(writer.getOutput()).isNull();
        assertThatThrownBy(() -> writer.write(picture)).isInstanceOf(IllegalStateException.class);
        writer.addIIOWriteProgressListener(log);
        assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                .isEqualTo(first);
        assertThat(log.events()).containsOnlyOnce("started", "complete");
        writer.dispose();
    }

    @Test
    void localesAreTheOtherWriters() throws IOException {
        ImageWriter writer = mode.provider().createWriterInstance();
        assertThat(writer.getAvailableLocales())
                .isEqualTo(mode.before().createWriterInstance().getAvailableLocales());
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
        ImageWriter other = mode.before().createWriterInstance();
        assertThat(writer.canWriteSequence()).isEqualTo(other.canWriteSequence());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(picture, null, null), quality(writer, 50));
            writer.writeToSequence(new IIOImage(picture, null, null), quality(writer, 50));
            writer.endWriteSequence();
        }
        byte[] one = mode.ours(picture, 50);
        assertThat(bytes.size()).isEqualTo(2 * one.length);
    }

    private static IIOMetadataNode tree(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            return (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(NATIVE);
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
}
