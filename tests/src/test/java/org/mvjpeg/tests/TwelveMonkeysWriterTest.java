package org.mvjpeg.tests;

import com.twelvemonkeys.imageio.util.ImageWriterAbstractTest;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.spi.ImageWriterSpi;
import org.mvjpeg.imageio.MvjpegImageWriter;
import org.mvjpeg.imageio.MvjpegImageWriterSpi;

class TwelveMonkeysWriterTest extends ImageWriterAbstractTest<MvjpegImageWriter> {
    @Override
    protected ImageWriterSpi createProvider() {
        return new MvjpegImageWriterSpi();
    }

    @Override
    protected List<? extends RenderedImage> getTestData() {
        return Stream.concat(
                        IntStream.of(Pictures.TYPES).mapToObj(type -> new BufferedImage(64, 48, type)),
                        Stream.of(
                                new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB),
                                new BufferedImage(33, 17, BufferedImage.TYPE_3BYTE_BGR)))
                .toList();
    }
}
