package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileCacheImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ImageIO and the JDK's own tests ask of every reader; the JDK's readers prove the tests, ours has to pass the same. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"jpeg", "png", "mvjpeg"})
class ReaderContractTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 70;

    @TempDir
    static Path folder;

    private final String format;
    private final byte[] file;
    private final ImageReader reader;

    ReaderContractTest(String format) throws IOException {
        this.format = format;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(Pictures.draw(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), format, out);
        this.file = out.toByteArray();
        this.reader = ImageIO.getImageReadersByFormatName(format).next();
    }

    @AfterEach
    void dispose() {
        reader.dispose();
    }

    @Test
    void withoutInputNothingIsRead() {
        for (Executable call : new Executable[] {
            () -> reader.read(0),
            () -> reader.getWidth(0),
            () -> reader.getNumImages(false),
            () -> reader.getImageTypes(0)
        }) {
            assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);
            reader.setInput(null);
            assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> reader.setInput("a string")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageIO.read((InputStream) null)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MAX_VALUE})
    void anIndexThatIsNoImageIsOutOfBounds(int index) throws IOException {
        assumeFalse(format.equals("jpeg") && index < 0, "JDK 17's JPEG reader takes -1 for the first image");
        reader.setInput(input());
        assertThatThrownBy(() -> reader.read(index)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.getWidth(index)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.getImageTypes(index)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.getImageMetadata(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 0, 30, 60})
    void abortingFromAListenerEndsTheRead(float percent) throws IOException {
        EventLog log = EventLog.abortingAt(percent);
        reader.addIIOReadProgressListener(log);
        reader.setInput(input());
        reader.read(0);
        assertThat(log.events()).startsWith("started").endsWith("aborted").doesNotContain("complete");

        reader.removeIIOReadProgressListener(log);
        reader.setInput(input());
        assertSame(whole(), reader.read(0));
    }

    @Test
    void anAbortBeforeTheReadDoesNotCount() throws IOException {
        EventLog log = EventLog.observing();
        reader.addIIOReadProgressListener(log);
        reader.setInput(input());
        reader.abort();
        reader.read(0);
        assertThat(log.events()).startsWith("started").endsWith("complete").doesNotContain("aborted");
        assertThat(log.percents()).isNotEmpty().isSorted().allMatch(percent -> percent >= 0 && percent <= 100);
    }

    @Test
    void everyTypeThatIsOfferedIsRespected() throws IOException {
        reader.setInput(input());
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        assertThat(types).hasNext();
        while (types.hasNext()) {
            ImageTypeSpecifier type = types.next();
            ImageReadParam param = reader.getDefaultReadParam();
            param.setDestinationType(type);
            reader.setInput(input());
            BufferedImage read = reader.read(0, param);
            assertThat(read.getColorModel()).isEqualTo(type.getColorModel());
            assertThat(read.getSampleModel().getClass())
                    .isEqualTo(type.getSampleModel().getClass());
            assertThat(read.getType()).isEqualTo(type.getBufferedImageType());
            if (type.getNumComponents() == 3) {
                assertSame(whole(), read);
            }
        }
    }

    @Test
    void aTypeThatIsNotOfferedIsRefused() throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_USHORT_555_RGB));
        reader.setInput(input());
        assertThatThrownBy(() -> reader.read(0, param)).isInstanceOf(IIOException.class);
    }

    @Test
    void aDestinationIsFilledAtItsOffset() throws IOException {
        BufferedImage destination = new BufferedImage(200, 200, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = destination.createGraphics();
        g.setColor(Color.MAGENTA);
        g.fillRect(0, 0, 200, 200);
        g.dispose();
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestination(destination);
        param.setDestinationOffset(new Point(50, 20));
        reader.setInput(input());
        assertThat(reader.read(0, param)).isSameAs(destination);
        assertSame(whole(), destination.getSubimage(50, 20, WIDTH, HEIGHT));
        for (Point outside :
                new Point[] {new Point(49, 20), new Point(50, 19), new Point(140, 50), new Point(60, 90)}) {
            assertThat(new Color(destination.getRGB(outside.x, outside.y))).isEqualTo(Color.MAGENTA);
        }
    }

    @Test
    void regionAndSubsamplingAreThoseOfTheWhole() throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(10, 6, 61, 1000));
        param.setSourceSubsampling(3, 2, 1, 1);
        reader.setInput(input());
        BufferedImage read = reader.read(0, param);
        BufferedImage expected = new BufferedImage(20, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 20; x++) {
                expected.setRGB(x, y, whole().getRGB(11 + 3 * x, 7 + 2 * y));
            }
        }
        assertSame(expected, read);
        param.setSourceRegion(new Rectangle(500, 500, 10, 10));
        reader.setInput(input());
        assertThatThrownBy(() -> reader.read(0, param)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passesThatAPictureDoesNotHaveDoNoHarm() throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceProgressivePasses(0, Integer.MAX_VALUE);
        assertThat(param.getSourceMaxProgressivePass()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> param.setSourceProgressivePasses(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> param.setSourceProgressivePasses(3, Integer.MAX_VALUE - 1))
                .isInstanceOf(IllegalArgumentException.class);
        reader.setInput(input());
        assertSame(whole(), reader.read(0, param));
    }

    @Test
    void bandsThatDoNotMatchAreRefused() throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceBands(new int[] {0});
        reader.setInput(input());
        assertThatThrownBy(() -> reader.read(0, param)).isInstanceOf(IllegalArgumentException.class);
        param.setSourceBands(new int[] {0, 1, 7});
        reader.setInput(input());
        assertThatThrownBy(() -> reader.read(0, param)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyKindOfInputIsRead() throws IOException {
        Path path = Files.write(folder.resolve("input." + format), file);
        try (RandomAccessFile random = new RandomAccessFile(path.toFile(), "r");
                ImageInputStream in = ImageIO.createImageInputStream(random)) {
            assertSame(whole(), read(in));
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(path.toFile())) {
            assertSame(whole(), read(in));
        }
        try (ImageInputStream in = new FileCacheImageInputStream(new ByteArrayInputStream(file), folder.toFile())) {
            assertSame(whole(), read(in));
        }
        assertSame(whole(), ImageIO.read(path.toUri().toURL()));
    }

    @Test
    void readingBeginsWhereTheStreamStandsAndLeavesItOpen() throws IOException {
        byte[] shifted = new byte[file.length + 3];
        System.arraycopy(file, 0, shifted, 3, file.length);
        ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(shifted));
        in.seek(3);
        assertSame(whole(), read(in));
        assertThatCode(in::getStreamPosition).doesNotThrowAnyException();
        in.close();
    }

    @Test
    void readersAreReusableAfterResetAndDispose() throws IOException {
        reader.setInput(input());
        reader.getWidth(0);
        reader.reset();
        assertThat(reader.getInput()).isNull();
        assertThatThrownBy(() -> reader.read(0)).isInstanceOf(IllegalStateException.class);
        reader.setInput(input());
        assertSame(whole(), reader.read(0));
        assertSame(whole(), reader.read(0));
        reader.dispose();
        assertThatCode(reader::dispose).doesNotThrowAnyException();
    }

    @Test
    void whatIsToldOfAPictureFits() throws IOException {
        reader.setInput(input());
        assertThat(reader.getWidth(0)).isEqualTo(WIDTH);
        assertThat(reader.getHeight(0)).isEqualTo(HEIGHT);
        assertThat(reader.getAspectRatio(0)).isEqualTo((float) WIDTH / HEIGHT);
        assertThat(reader.getMinIndex()).isZero();
        assertThat(reader.getNumImages(true)).isEqualTo(1);
        assertThat(reader.getOriginatingProvider().getFormatNames()).contains(reader.getFormatName());
        assertThat(reader.isImageTiled(0)).isFalse();
        assertThat(reader.getTileWidth(0)).isEqualTo(WIDTH);
        assertThat(reader.getTileHeight(0)).isEqualTo(HEIGHT);
        assertThat(reader.readAll(0, null).getMetadata()).isNotNull();
        reader.setInput(input(), true, true);
        assertThatThrownBy(() -> reader.getNumImages(true)).isInstanceOf(IllegalStateException.class);
        assertSame(whole(), reader.read(0));
    }

    @Test
    void rastersAreReadOrUnsupported() throws IOException {
        reader.setInput(input());
        if (reader.canReadRaster()) {
            assertThat(reader.readRaster(0, null).getWidth()).isEqualTo(WIDTH);
        } else {
            assertThatThrownBy(() -> reader.readRaster(0, null)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void inputsAreRecognisedWithoutMovingTheStream() throws IOException {
        ImageInputStream in = input();
        assertThat(reader.getOriginatingProvider().canDecodeInput(in)).isTrue();
        assertThat(in.getStreamPosition()).isZero();
        ImageInputStream other = new MemoryCacheImageInputStream(new ByteArrayInputStream("GIF89a, or so".getBytes()));
        assertThat(reader.getOriginatingProvider().canDecodeInput(other)).isFalse();
        assertThat(reader.getOriginatingProvider().canDecodeInput("a string")).isFalse();
        assumeTrue(format.equals("mvjpeg"), "JDK 17's readers do not do what ImageReaderSpi says of what follows");
        ImageInputStream empty = new MemoryCacheImageInputStream(new ByteArrayInputStream(new byte[0]));
        assertThat(reader.getOriginatingProvider().canDecodeInput(empty)).isFalse();
        assertThatThrownBy(() -> reader.getOriginatingProvider().canDecodeInput(null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTruncatedFileIsAnIoExceptionOrAPicture() {
        for (int length = 0; length < file.length; length += Math.max(1, file.length / 50)) {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(Arrays.copyOf(file, length))));
            try {
                reader.read(0);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s).*|null");
            }
        }
    }

    @Test
    void onlyLocalesThatAreThereCanBeChosen() {
        reader.setLocale(null);
        if (reader.getAvailableLocales() == null) {
            assertThatThrownBy(() -> reader.setLocale(Locale.FRANCE)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void readersAreCollectedWithoutDispose() throws Exception {
        ReferenceQueue<ImageReader> queue = new ReferenceQueue<>();
        PhantomReference<ImageReader> dropped = useAndDrop(queue);
        Reference<?> collected = null;
        for (int i = 0; i < 100 && collected == null; i++) {
            System.gc();
            collected = queue.remove(20);
        }
        assertThat(collected).isSameAs(dropped);
    }

    private PhantomReference<ImageReader> useAndDrop(ReferenceQueue<ImageReader> queue) throws IOException {
        ImageReader used = ImageIO.getImageReadersByFormatName(format).next();
        used.setInput(input());
        used.read(0);
        return new PhantomReference<>(used, queue);
    }

    private ImageInputStream input() {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
    }

    private BufferedImage read(ImageInputStream in) throws IOException {
        reader.setInput(in);
        return reader.read(0);
    }

    private BufferedImage whole() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static void assertSame(BufferedImage expected, BufferedImage actual) {
        int width = expected.getWidth();
        int height = expected.getHeight();
        assertThat(actual.getWidth()).isEqualTo(width);
        assertThat(actual.getHeight()).isEqualTo(height);
        assertThat(actual.getRGB(0, 0, width, height, null, 0, width))
                .isEqualTo(expected.getRGB(0, 0, width, height, null, 0, width));
    }
}
