package org.mvjpeg.tests;

import com.twelvemonkeys.imageio.util.ImageReaderAbstractTest;
import java.awt.Dimension;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.imageio.MvjpegFormat;
import org.mvjpeg.imageio.MvjpegImageReader;
import org.mvjpeg.imageio.MvjpegImageReaderSpi;

class TwelveMonkeysReaderTest extends ImageReaderAbstractTest<MvjpegImageReader> {
    @TempDir
    static Path folder;

    private static List<Path> files;

    @BeforeAll
    static void writeFiles() {
        files = List.of(
                writeWithThumbnail(),
                write("even", Pictures.draw(96, 64, BufferedImage.TYPE_INT_RGB)),
                write("odd", Pictures.draw(71, 43, BufferedImage.TYPE_3BYTE_BGR)),
                write("alpha", Pictures.draw(64, 64, BufferedImage.TYPE_INT_ARGB)),
                write(
                        "profile",
                        Pictures.component(
                                50,
                                40,
                                ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB),
                                false,
                                DataBuffer.TYPE_BYTE)));
    }

    private static Path writeWithThumbnail() {
        try {
            BufferedImage image = Pictures.draw(128, 96, BufferedImage.TYPE_INT_RGB);
            BufferedImage thumbnail = Pictures.draw(64, 48, BufferedImage.TYPE_INT_RGB);
            return Files.write(folder.resolve("thumbnail.heic"), Thumbnails.file(image, thumbnail));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(String name, BufferedImage image) {
        try {
            return Files.write(folder.resolve(name + ".heic"), Pictures.encode(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected ImageReaderSpi createProvider() {
        return new MvjpegImageReaderSpi();
    }

    @Override
    protected List<TestData> getTestData() {
        return List.of(
                new TestData(files.get(0).toFile(), new Dimension(128, 96)),
                new TestData(files.get(1).toFile(), new Dimension(96, 64)),
                new TestData(files.get(2).toFile(), new Dimension(71, 43)),
                new TestData(files.get(3).toFile(), new Dimension(64, 64)),
                new TestData(files.get(4).toFile(), new Dimension(50, 40)));
    }

    @Override
    protected List<String> getFormatNames() {
        return List.of(MvjpegFormat.names());
    }

    @Override
    protected List<String> getSuffixes() {
        return List.of(MvjpegFormat.suffixes());
    }

    @Override
    protected List<String> getMIMETypes() {
        return List.of(MvjpegFormat.mimeTypes());
    }
}
