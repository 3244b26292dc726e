package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata and thumbnails of our files through libheif's tools. */
class MetadataInteropTest {
    private static final String PACKAGE = "libheif-examples";

    @TempDir
    Path folder;

    private Path heic() throws Exception {
        IIOImage photo = MetadataRoundTripTest.read(CameraPhoto.jpeg());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("mvjpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(photo);
        } finally {
            writer.dispose();
        }
        return Files.write(folder.resolve("photo.heic"), out.toByteArray());
    }

    @Test
    void libheifSeesExifXmpAndThumbnail() throws Exception {
        String report = ExternalTool.find(PACKAGE, "heif-info").run(heic().toString());
        assertThat(report)
                .contains("thumbnail: 24x40")
                .contains("color profile: prof")
                .contains("Exif")
                .contains("XMP")
                .contains(CameraPhoto.HEIGHT + "x" + CameraPhoto.WIDTH);
    }

    @Test
    void libheifHandsExifOn() throws Exception {
        Path jpeg = folder.resolve("photo.jpg");
        ExternalTool.find(PACKAGE, "heif-dec", "heif-convert").run(heic().toString(), jpeg.toString());
        byte[] file = Files.readAllBytes(jpeg);
        MetadataRoundTripTest.assertExif(MetadataRoundTripTest.extract(file), 1);
        assertThat(ImageIO.read(jpeg.toFile()).getWidth()).isEqualTo(CameraPhoto.HEIGHT);
    }
}
