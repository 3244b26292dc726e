package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.imageio.MvjpegImageWriteParam;
import org.mvjpeg.imageio.MvjpegMetadata;

/** A photograph from JPEG through our files and back, judged by metadata-extractor. */
class MetadataRoundTripTest {
    /** A picture with metadata as the JDK's own plug-in reads it, in the colour space of the file. */
    static IIOImage read(byte[] jpeg) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in);
            ImageReadParam param = reader.getDefaultReadParam();
            for (Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0); types.hasNext(); ) {
                ImageTypeSpecifier type = types.next();
                ColorSpace space = type.getColorModel().getColorSpace();
                if (space instanceof ICC_ColorSpace && !space.isCS_sRGB() && type.getNumBands() == 3) {
                    // Asked for by type the JDK refuses profiles that it rewrites on first use.
                    param.setDestination(type.createBufferedImage(reader.getWidth(0), reader.getHeight(0)));
                }
            }
            BufferedImage image = reader.read(0, param);
            List<BufferedImage> thumbnails = new ArrayList<>();
            for (int i = 0; i < reader.getNumThumbnails(0); i++) {
                thumbnails.add(reader.readThumbnail(0, i));
            }
            return new IIOImage(image, thumbnails, reader.getImageMetadata(0));
        } finally {
            reader.dispose();
        }
    }

    private static IIOImage readOurs(byte[] heic) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(heic))) {
            reader.setInput(in);
            return new IIOImage(reader.read(0), null, reader.getImageMetadata(0));
        } finally {
            reader.dispose();
        }
    }

    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("mvjpeg").next();
    private final Warnings warnings = Warnings.of(writer);

    private byte[] write(ImageWriter by, IIOImage image, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            by.setOutput(stream);
            by.write(null, image, param);
        }
        return out.toByteArray();
    }

    @Test
    void thePhotoIsAsWeSaySeenByTheJudge() throws Exception {
        Metadata photo = extract(CameraPhoto.jpeg());
        assertExif(photo, CameraPhoto.ORIENTATION);
        assertThat(xmp(photo)).contains("tiff:Orientation=6");
        assertThat(photo.getFirstDirectoryOfType(IccDirectory.class)).isNotNull();
    }

    @Test
    void allFiveSurviveTheWayFromJpegAndBack() throws Exception {
        IIOImage photo = read(CameraPhoto.jpeg());
        assertThat(photo.getNumThumbnails()).isEqualTo(1);
        byte[] heic = write(writer, photo, null);
        assertThat(warnings.all()).isEmpty();

        Metadata ours = extract(heic);
        assertExif(ours, 1);

        IIOImage back = readOurs(heic);
        assertThat(back.getRenderedImage().getWidth()).isEqualTo(CameraPhoto.HEIGHT);
        byte[] jpeg = toJpeg(back);
        Metadata final_ = extract(jpeg);
        assertExif(final_, 1);
        assertThat(xmp(final_)).contains("tiff:Orientation=1", "dc:creator[1]=Ada");
        assertThat(final_.getFirstDirectoryOfType(IccDirectory.class)).isNotNull();
        IIOImage shown = read(jpeg);
        assertThat(shown.getRenderedImage().getWidth()).isEqualTo(CameraPhoto.HEIGHT);
        assertThat(shown.getRenderedImage().getColorModel().getColorSpace().isCS_sRGB())
                .isFalse();
        assertThat(Pictures.psnr(turnedClockwise(CameraPhoto.picture()), (BufferedImage) shown.getRenderedImage()))
                .isGreaterThan(28);
        assertThumbnail(heic);
    }

    /** The way that docs/java.md shows. */
    private byte[] toJpeg(IIOImage image) throws IOException {
        ImageWriter jpegWriter = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image.getRenderedImage());
        IIOMetadata jpeg = jpegWriter.getDefaultImageMetadata(type, null);
        assertThat(((MvjpegMetadata) image.getMetadata()).copyTo(jpeg, image.getRenderedImage()))
                .isEmpty();
        return write(jpegWriter, new IIOImage(image.getRenderedImage(), null, jpeg), null);
    }

    static void assertExif(Metadata metadata, int orientation) throws Exception {
        ExifIFD0Directory first = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        assertThat(first.getString(ExifDirectoryBase.TAG_MODEL)).isEqualTo(CameraPhoto.MODEL);
        assertThat(first.getInt(ExifDirectoryBase.TAG_ORIENTATION)).isEqualTo(orientation);
        assertThat(first.getInt(ExifDirectoryBase.TAG_X_RESOLUTION)).isEqualTo(300);
        assertThat(metadata.getFirstDirectoryOfType(GpsDirectory.class)
                        .getRationalArray(GpsDirectory.TAG_LATITUDE)[1]
                        .intValue())
                .isEqualTo(28);
        ExifThumbnailDirectory thumbnail = metadata.getFirstDirectoryOfType(ExifThumbnailDirectory.class);
        assertThat(thumbnail.getInt(ExifThumbnailDirectory.TAG_THUMBNAIL_LENGTH))
                .isEqualTo(CameraPhoto.exifThumbnail().length);
        // The HEIF's transforms turn the picture alone.
        assertThat(thumbnail.getInt(ExifDirectoryBase.TAG_ORIENTATION)).isEqualTo(CameraPhoto.ORIENTATION);
        assertThat(metadata.getDirectories()).noneMatch(directory -> directory.hasErrors());
    }

    private static void assertThumbnail(byte[] heic) throws Exception {
        HeifFile file = HeifFile.read(heic, HeifLimits.DEFAULT);
        List<HeifItem> thumbnails = file.thumbnailsOf(file.primary());
        assertThat(thumbnails).hasSize(1);
        try (MvjpegDecoder decoder = new MvjpegDecoder()) {
            BufferedImage decoded = decoder.decode(
                    file, thumbnails.get(0), DecoderOptions.builder().build());
            BufferedImage drawn = Pictures.draw(40, 24, BufferedImage.TYPE_INT_RGB);
            assertThat(Pictures.psnr(turnedClockwise(drawn), decoded)).isGreaterThan(23);
        }
        byte[] exif = file.exif().orElseThrow();
        byte[] thumbnail = CameraPhoto.exifThumbnail();
        assertThat(Arrays.copyOfRange(exif, 200, 200 + thumbnail.length)).isEqualTo(thumbnail);
    }

    private static BufferedImage turnedClockwise(BufferedImage image) {
        var raster = image.getColorModel().createCompatibleWritableRaster(image.getHeight(), image.getWidth());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                raster.setDataElements(
                        image.getHeight() - 1 - y, x, image.getRaster().getDataElements(x, y, null));
            }
        }
        return new BufferedImage(image.getColorModel(), raster, false, null);
    }

    static Metadata extract(byte[] file) throws Exception {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
    }

    private static List<String> xmp(Metadata metadata) {
        List<String> properties = new ArrayList<>();
        metadata.getFirstDirectoryOfType(XmpDirectory.class)
                .getXmpProperties()
                .forEach((name, value) -> properties.add(name + "=" + value));
        return properties;
    }

    /** What the JDK's reader gives by default is in sRGB, though its metadata still tell of the profile. */
    @Test
    void aProfileThatTheImageHasLeftIsNotWritten() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(CameraPhoto.jpeg())));
        byte[] heic = write(writer, reader.readAll(0, null), null);
        assertThat(warnings.all()).singleElement().asString().contains("ICC profile");
        assertThat(((MvjpegMetadata) readOurs(heic).getMetadata()).iccProfile()).isEmpty();
    }

    @Test
    void strippingLeavesTheOrientationAndTheProfile() throws Exception {
        MvjpegImageWriteParam param = (MvjpegImageWriteParam) writer.getDefaultWriteParam();
        param.setKeepMetadata(false);
        assertStripped(write(writer, read(CameraPhoto.jpeg()), param));
        System.setProperty("mvjpeg.metadata", "strip");
        try {
            assertStripped(write(writer, read(CameraPhoto.jpeg()), null));
        } finally {
            System.clearProperty("mvjpeg.metadata");
        }
        assertThat(warnings.all()).isEmpty();
    }

    private static void assertStripped(byte[] heic) throws Exception {
        HeifFile file = HeifFile.read(heic, HeifLimits.DEFAULT);
        assertThat(file.exif()).isEmpty();
        assertThat(file.xmp()).isEmpty();
        assertThat(file.thumbnailsOf(file.primary())).isEmpty();
        IIOImage back = readOurs(heic);
        assertThat(back.getRenderedImage().getWidth()).isEqualTo(CameraPhoto.HEIGHT);
        assertThat(((MvjpegMetadata) back.getMetadata()).iccProfile()).isPresent();
    }

    @Test
    void ourMetadataGoThroughPngAndBack() throws Exception {
        IIOImage ours = readOurs(write(writer, read(CameraPhoto.jpeg()), null));
        assertThat(ours.getRenderedImage().getColorModel().getColorSpace().isCS_sRGB())
                .isFalse();
        ImageWriter pngWriter = ImageIO.getImageWritersByFormatName("png").next();
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(ours.getRenderedImage());
        IIOMetadata png = pngWriter.getDefaultImageMetadata(type, null);
        assertThat(((MvjpegMetadata) ours.getMetadata()).copyTo(png, ours.getRenderedImage()))
                .isEmpty();
        byte[] file = write(pngWriter, new IIOImage(ours.getRenderedImage(), null, png), null);
        Metadata judged = extract(file);
        assertThat(judged.getFirstDirectoryOfType(IccDirectory.class)).isNotNull();
        assertThat(xmp(judged)).contains("dc:creator[1]=Ada");

        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
        MvjpegMetadata back = (MvjpegMetadata) writer.convertImageMetadata(reader.getImageMetadata(0), type, null);
        MvjpegMetadata before = (MvjpegMetadata) ours.getMetadata();
        assertThat(back.exif()).hasValue(before.exif().orElseThrow());
        assertThat(back.xmp()).hasValue(before.xmp().orElseThrow());
        assertThat(back.iccProfile()).isPresent();
        assertThat(back.unkept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "tiff", "bmp"})
    void resolutionComesFromTheStandardTreeOfEveryPlugin(String format) throws IOException {
        BufferedImage image = Pictures.draw(48, 32, BufferedImage.TYPE_INT_RGB);
        ImageWriter other = ImageIO.getImageWritersByFormatName(format).next();
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
        IIOMetadata metadata = other.getDefaultImageMetadata(type, other.getDefaultWriteParam());
        MvjpegMetadata told = MvjpegMetadata.of(type);
        told.mergeTree("javax_imageio_1.0", WriteWarningsTest.pixelSize("0.1"));
        boolean standard = !format.equals("bmp");
        if (standard) {
            told.copyTo(metadata, image);
        }
        byte[] file = write(other, new IIOImage(image, null, metadata), other.getDefaultWriteParam());
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
        byte[] heic = write(writer, new IIOImage(reader.read(0), null, reader.getImageMetadata(0)), null);
        assertThat(warnings.all()).isEmpty();
        if (standard) {
            var dimension = readOurs(heic).getMetadata().getAsTree("javax_imageio_1.0");
            String size = WriteWarningsTest.value(dimension, "HorizontalPixelSize");
            assertThat(Double.parseDouble(size)).isBetween(0.0998, 0.1002);
        }
    }

    @Test
    void thumbnailListenersHearOfEachBeforeThePicture() throws IOException {
        List<String> events = new ArrayList<>();
        writer.addIIOWriteProgressListener(new Recorder(events));
        BufferedImage image = Pictures.draw(64, 48, BufferedImage.TYPE_INT_RGB);
        BufferedImage small = Pictures.draw(16, 12, BufferedImage.TYPE_INT_RGB);
        write(writer, new IIOImage(image, List.of(small, small), null), null);
        assertThat(events)
                .startsWith("image 0", "thumbnail 0 0")
                .containsSubsequence(
                        "thumbnail 0 100.0", "thumbnail done", "thumbnail 0 1", "thumbnail done", "image done");
        assertThat(writer.getNumThumbnailsSupported(null, null, null, null)).isEqualTo(16);
        assertThat(writer.getPreferredThumbnailSizes(null, null, null, null)).hasSize(2);
    }

    @Test
    void anAbortInAThumbnailLeavesNothing() throws IOException {
        List<String> events = new ArrayList<>();
        writer.addIIOWriteProgressListener(new Recorder(events) {
            @Override
            public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {
                source.abort();
            }
        });
        BufferedImage image = Pictures.draw(64, 48, BufferedImage.TYPE_INT_RGB);
        assertThat(write(writer, new IIOImage(image, List.of(image), null), null))
                .isEmpty();
        assertThat(events).endsWith("aborted");
    }

    private static class Recorder implements IIOWriteProgressListener {
        private final List<String> events;

        Recorder(List<String> events) {
            this.events = events;
        }

        @Override
        public void imageStarted(ImageWriter source, int imageIndex) {
            events.add("image " + imageIndex);
        }

        @Override
        public void imageProgress(ImageWriter source, float percentageDone) {}

        @Override
        public void imageComplete(ImageWriter source) {
            events.add("image done");
        }

        @Override
        public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {
            events.add("thumbnail " + imageIndex + " " + thumbnailIndex);
        }

        @Override
        public void thumbnailProgress(ImageWriter source, float percentageDone) {
            events.add("thumbnail 0 " + percentageDone);
        }

        @Override
        public void thumbnailComplete(ImageWriter source) {
            events.add("thumbnail done");
        }

        @Override
        public void writeAborted(ImageWriter source) {
            events.add("aborted");
        }
    }
}
