package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.mvjpeg.imageio.MvjpegMetadata;

/** Broken metadata never cost the picture. */
class HostileMetadataTest {
    private final BufferedImage image = Pictures.draw(48, 32, BufferedImage.TYPE_INT_RGB);
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("mvjpeg").next();
    private final Warnings warnings = Warnings.of(writer);

    /** Writes the drawn picture with what the JDK reads of a JPEG file, and reads our metadata back. */
    private MvjpegMetadata through(byte[] exif, byte[] xmp) throws IOException {
        byte[] jpeg = CameraPhoto.with(CameraPhoto.plain(image, null), exif, xmp);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg)));
        return write(reader.getImageMetadata(0));
    }

    private MvjpegMetadata write(IIOMetadata metadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, metadata), null);
        }
        assertThat(Pictures.decode(out.toByteArray())).isNotNull();
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(out.toByteArray())));
        return (MvjpegMetadata) reader.getImageMetadata(0);
    }

    @Test
    void exifWithoutHeaderIsDroppedWithAWarning() throws IOException {
        MvjpegMetadata back = through(new byte[] {'I', 'I', 42}, CameraPhoto.xmp());
        assertThat(back.exif()).isEmpty();
        assertThat(back.xmp()).isPresent();
        assertThat(warnings.all()).singleElement().asString().contains("Exif (").contains("3 bytes");
    }

    @Test
    void cutExifIsKeptAsItIs() throws IOException {
        byte[] exif = CameraPhoto.exif();
        for (int length : new int[] {10, 20, 45, 100, 150, 300}) {
            byte[] cut = Arrays.copyOf(exif, length);
            byte[] back = through(cut, CameraPhoto.xmp()).exif().orElseThrow();
            assertThat(back).hasSize(length).startsWith(Arrays.copyOf(exif, Math.min(length, 20)));
        }
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void directoriesInACircleEnd() throws IOException {
        byte[] exif = CameraPhoto.exif();
        ByteBuffer block = ByteBuffer.wrap(exif).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(82, 8); // the second directory is the first
        block.putInt(8 + 2 + 5 * 12 + 8, 8); // so is that of GPS
        assertThat(through(exif, CameraPhoto.xmp()).exif()).isPresent();
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void xmpOfAnotherEncodingIsDroppedWithAWarning() throws IOException {
        byte[] xmp = "<x:xmpmeta/>".getBytes(StandardCharsets.UTF_16);
        MvjpegMetadata back = through(CameraPhoto.exif(), xmp);
        assertThat(back.xmp()).isEmpty();
        assertThat(back.exif()).isPresent();
        assertThat(warnings.all()).singleElement().asString().contains("XMP (").contains("UTF-8");
    }

    @Test
    void exifBeyondASegmentOfJpegIsKeptHereAndNamedThere() throws Exception {
        byte[] large = Arrays.copyOf(CameraPhoto.exif(), 200_000);
        MvjpegMetadata metadata = MvjpegMetadata.of((ImageTypeSpecifier) null);
        IIOMetadataNode root = new IIOMetadataNode("org_mvjpeg_image_1.0");
        IIOMetadataNode exif = new IIOMetadataNode("Exif");
        exif.setUserObject(large);
        root.appendChild(exif);
        metadata.mergeTree("org_mvjpeg_image_1.0", root);
        MvjpegMetadata back = write(metadata);
        assertThat(back.exif().orElseThrow()).hasSize(200_000);
        assertThat(warnings.all()).isEmpty();

        IIOMetadata jpeg = ImageIO.getImageWritersByFormatName("jpeg")
                .next()
                .getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        assertThat(back.copyTo(jpeg, image)).singleElement().asString().contains("Exif", "200000", "65527");
    }

    @Test
    void noDamageToExifCostsThePicture() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            byte[] exif = CameraPhoto.exif();
            for (int k = 0; k < 8; k++) {
                exif[random.nextInt(160)] = (byte) random.nextInt();
            }
            through(exif, CameraPhoto.xmp());
        }
    }

    @Test
    void metadataThatFailWhenAskedCostOnlyThemselves() throws IOException {
        IIOMetadata failing = new IIOMetadata(true, "broken_1.0", null, null, null) {
            @Override
            public boolean isReadOnly() {
                return true;
            }

            @Override
            public org.w3c.dom.Node getAsTree(String format) {
                throw new IllegalStateException("no tree today");
            }

            @Override
            public void mergeTree(String format, org.w3c.dom.Node root) {}

            @Override
            public void reset() {}
        };
        write(failing);
        assertThat(warnings.all()).singleElement().asString().contains("broken_1.0", "no tree today");
    }
}
