package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.kernel.Safetensors;

/**
 * Decoded pictures after a network, against the same network on planes that FFmpeg decodes, one by one in scalar code. The network is
 * one that is trained for another purpose: it changes every picture, and more at a coarser quantiser.
 */
class PostFilterTest extends CodecTest {
    private static final Model MODEL = Models.jpeg();

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void writeModel() throws IOException {
        model = write(MODEL, folder);
    }

    static Path write(Model model, Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (OutputStream out = Files.newOutputStream(file)) {
            Safetensors.write(model, out);
        }
        return file;
    }

    private static DecoderOptions.Builder fidelity() {
        return DecoderOptions.builder()
                .postFilter(PostFilter.FIDELITY)
                .postFilterModel(model)
                .device(Device.CPU)
                .precision(Precision.AS_CODED);
    }

    private static DecoderOptions plain() {
        return DecoderOptions.builder().precision(Precision.AS_CODED).build();
    }

    private static YuvToRgbTest.Format format(int id) {
        return Stream.of(YuvToRgbTest.formats())
                .filter(format -> format.id() == id)
                .findFirst()
                .orElseThrow();
    }

    /** The network needs one chroma sample for each four of luma, or none. */
    private static boolean isFiltered(YuvToRgbTest.Format format) {
        return format.monochrome() || format.shiftX() == 1 && format.shiftY() == 1;
    }

    @Test
    void samplesAreThoseOfTheNetworkOnWhatFfmpegDecodes() throws Exception {
        for (YuvToRgbTest.Format format : YuvToRgbTest.formats()) {
            for (int qp : isFiltered(format) ? new int[] {30, 38, 45} : new int[0]) {
                for (int[] size :
                        new int[][] {{64, 48}, format.monochrome() ? new int[] {75, 49} : new int[] {76, 50}}) {
                    HevcPicture coded = ForeignHevc.encode(format, size[0], size[1], qp);
                    assertThat(coded.qp()).isEqualTo(qp);
                    BufferedImage shown = decoder.decode(file(coded), fidelity().build());
                    String name = format + " " + size[0] + "x" + size[1] + " at QP " + qp;
                    assertSamples(name, shown, filteredByHand(coded, qp), format.depth() > 8 ? 16 : 8);
                    assertThat(pixels(shown)).as(name).isNotEqualTo(pixels(decoder.decode(file(coded), plain())));
                }
            }
        }
    }

    /** Whatever a conformance window leaves. */
    @Test
    void theSmallestPicturesAreFilteredToo() throws Exception {
        for (YuvToRgbTest.Format format : YuvToRgbTest.formats()) {
            for (int[] size : isFiltered(format) ? new int[][] {{2, 2}, {2, 48}, {64, 2}} : new int[0][]) {
                HevcPicture coded = ForeignHevc.encode(format, 64, 48, 38).withWindow(size[0], size[1]);
                String name = format + " " + size[0] + "x" + size[1];
                assertSamples(
                        name,
                        decoder.decode(file(coded), fidelity().build()),
                        filteredByHand(coded, 38),
                        format.depth() > 8 ? 16 : 8);
            }
        }
    }

    @Test
    void otherFormatsAreShownAsDecoded() throws Exception {
        for (YuvToRgbTest.Format format : YuvToRgbTest.formats()) {
            if (!isFiltered(format)) {
                byte[] file = file(ForeignHevc.encode(format, 64, 48, 40));
                assertThat(pixels(decoder.decode(file, fidelity().build())))
                        .as("%s", format)
                        .isEqualTo(pixels(decoder.decode(file, plain())));
            }
        }
    }

    @Test
    void withoutBeingAskedNothingIsFiltered() throws Exception {
        byte[] file = scene(40).heif();
        int[] asDecoded = pixels(decoder.decode(file));
        assertThat(pixels(decoder.decode(file, DecoderOptions.builder().build())))
                .isEqualTo(asDecoded);
        assertThat(pixels(decoder.decode(
                        file, fidelity().postFilter(PostFilter.OFF).build())))
                .isEqualTo(asDecoded);
    }

    @Test
    void everyTileHasTheQuantiserOfItsOwnSlice() throws Exception {
        HevcPicture fine = ForeignHevc.encode(format(avutil.AV_PIX_FMT_YUV420P), 64, 48, 25);
        HevcPicture coarse = ForeignHevc.encode(format(avutil.AV_PIX_FMT_YUV420P), 64, 48, 45);
        HeifBuilder grid = new HeifBuilder();
        grid.item(
                "grid",
                HeifBuilder.bytes((byte) 0, (byte) 0, (byte) 0, (byte) 1, (short) 128, (short) 48),
                HeifBuilder.ispe(128, 48));
        grid.picture(fine);
        grid.picture(coarse);
        grid.refer("dimg", 1, 2, 3);
        BufferedImage shown = decoder.decode(grid.build(), fidelity().build());
        assertThat(pixels(shown.getSubimage(0, 0, 64, 48)))
                .isEqualTo(pixels(decoder.decode(file(fine), fidelity().build())));
        assertThat(pixels(shown.getSubimage(64, 0, 64, 48)))
                .isEqualTo(pixels(decoder.decode(file(coarse), fidelity().build())));
    }

    @Test
    void regionsStepsAndTurnsAreThoseOfTheFilteredPicture() throws Exception {
        HevcPicture coded = primary(scene(40).heif());
        HeifBuilder turned = new HeifBuilder();
        turned.picture(coded, HeifBuilder.box("irot", (byte) 1));
        BufferedImage upright = decoder.decode(file(coded), fidelity().build());
        BufferedImage quarter = decoder.decode(turned.build(), fidelity().build());
        for (int y = 0; y < quarter.getHeight(); y++) {
            for (int x = 0; x < quarter.getWidth(); x++) {
                assertThat(quarter.getRGB(x, y)).isEqualTo(upright.getRGB(upright.getWidth() - 1 - y, x));
            }
        }
        HeifFile file = HeifFile.read(turned.build(), HeifLimits.DEFAULT);
        PictureRegion region = new PictureRegion(5, 9, 50, 100, 3, 2);
        Cut cut = new Cut(region);
        assertThat(decoder.decode(file, file.primary(), region, fidelity().build(), cut))
                .isTrue();
        for (int y = 0; y < region.rows(); y++) {
            for (int x = 0; x < region.columns(); x++) {
                assertThat(cut.image.getRGB(x, y)).isEqualTo(quarter.getRGB(5 + 3 * x, 9 + 2 * y));
            }
        }
    }

    @Test
    void alphaIsShownAsItIsCoded() throws Exception {
        BufferedImage scene = Drawings.scene(96, 80, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 96; x++) {
                scene.setRGB(x, y, scene.getRGB(x, y) & 0xFFFFFF | (x * y & 255) << 24);
            }
        }
        byte[] file = encoder.encode(
                        Pixels.of(scene),
                        EncoderOptions.builder().qp(40).profile(Profile.OFF).build())
                .heif();
        BufferedImage asDecoded = decoder.decode(file, plain());
        BufferedImage shown = decoder.decode(file, fidelity().build());
        assertThat(shown.getAlphaRaster().getPixels(0, 0, 96, 80, (int[]) null))
                .isEqualTo(asDecoded.getAlphaRaster().getPixels(0, 0, 96, 80, (int[]) null));
        assertThat(pixels(shown)).isNotEqualTo(pixels(asDecoded));
    }

    @Test
    void overlaysAreMadeOfFilteredPictures() throws Exception {
        HevcPicture coded = primary(scene(40).heif());
        HeifBuilder overlay = new HeifBuilder();
        overlay.item(
                "iovl",
                HeifBuilder.bytes(
                        (short) 0,
                        (short) 0,
                        (short) 0,
                        (short) 0,
                        (short) 0xffff,
                        (short) 200,
                        (short) 200,
                        (short) 7,
                        (short) 11),
                HeifBuilder.ispe(200, 200));
        overlay.picture(coded);
        overlay.refer("dimg", 1, 2);
        BufferedImage alone = decoder.decode(file(coded), fidelity().build());
        BufferedImage shown = decoder.decode(overlay.build(), fidelity().build());
        assertThat(shown.getRGB(7, 11, 130, 100, null, 0, 130)).isEqualTo(alone.getRGB(0, 0, 130, 100, null, 0, 130));
    }

    @Test
    void threadsAndCallersChangeNothing() throws Exception {
        byte[] file = scene(40).heif();
        int[] expected = pixels(decoder.decode(file, fidelity().build()));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<int[]>> results = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                DecoderOptions options = fidelity().threads(1 + i % 3).build();
                results.add(pool.submit(() -> pixels(decoder.decode(file, options))));
            }
            for (Future<int[]> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aModelFileThatHoldsNoneIsNamed() throws Exception {
        byte[] file = scene(40).heif();
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a network at all");
        DecoderOptions options = fidelity().postFilterModel(text).build();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> decoder.decode(file, options))
                .withMessageContaining("notes.txt");
    }

    /** Whatever comes of it, a decoded part is freed once. */
    @Test
    void samplesAreFreedOnce() throws Exception {
        HevcPicture coded = primary(scene(40).heif());
        try (Kernels kernels = new Kernels();
                HevcDecoder hevc = new HevcDecoder(1 << 20)) {
            YuvPicture picture = hevc.decode(coded);
            int[] freed = new int[1];
            DecodedPart part = new DecodedPart(picture, 40, () -> freed[0]++);
            DecoderOptions off = fidelity().postFilter(PostFilter.OFF).build();
            assertThat(new PartFilter(kernels, off).apply(part)).isSameAs(part);
            assertThat(freed[0]).isZero();
            try (DecodedPart filtered = new PartFilter(kernels, fidelity().build()).apply(part)) {
                assertThat(freed[0]).isEqualTo(1);
                assertThat(filtered.picture().width()).isEqualTo(picture.width());
            }
            Path text = Files.writeString(folder.resolve("text.txt"), "text");
            PartFilter broken =
                    new PartFilter(kernels, fidelity().postFilterModel(text).build());
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> broken.apply(part));
            assertThat(freed[0]).isEqualTo(2);
        }
    }

    /** Ten bits go down to -12, and the network to 0. */
    @Test
    void aNegativeQuantiserIsZero() throws Exception {
        HevcPicture coded = ForeignHevc.encode(format(avutil.AV_PIX_FMT_YUV420P10()), 64, 48, 30);
        try (Kernels kernels = new Kernels();
                HevcDecoder hevc = new HevcDecoder(1 << 20)) {
            YuvPicture picture = hevc.decode(coded);
            PartFilter filter = new PartFilter(kernels, fidelity().build());
            try (DecodedPart lowest = filter.apply(new DecodedPart(picture, -12, () -> {}));
                    DecodedPart zero = filter.apply(new DecodedPart(picture, 0, () -> {}))) {
                assertThat(samples(lowest.picture())).isEqualTo(samples(zero.picture()));
            }
        }
    }

    @Test
    void aClosedDecoderRefuses() throws Exception {
        byte[] file = scene(40).heif();
        MvjpegDecoder closed = new MvjpegDecoder();
        closed.decode(file, fidelity().build());
        closed.close();
        closed.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.decode(file, fidelity().build()));
    }

    private static EncodedPicture scene(int qp) {
        Pixels pixels = Pixels.of(Drawings.scene(133, 101, BufferedImage.TYPE_INT_RGB));
        return encoder.encode(
                pixels, EncoderOptions.builder().qp(qp).profile(Profile.OFF).build());
    }

    private static byte[] file(HevcPicture coded) {
        return HeifWriter.of(coded).toByteArray();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }

    /** Luma, Cb and Cr after the network in their own depth; gray has chroma in the middle. */
    private record Filtered(int width, int height, int depth, int[][] luma, int[][] cb, int[][] cr) {}

    private static Filtered filteredByHand(HevcPicture coded, int qp) {
        try (HevcDecoder hevc = new HevcDecoder(1 << 20)) {
            YuvPicture picture = hevc.decode(coded);
            int[][][] decoded = samples(picture);
            int depth = picture.depth();
            int width = picture.width() + picture.width() % 2;
            int height = picture.height() + picture.height() % 2;
            int shift = depth - 8;
            try (WholePlanes before = new WholePlanes(width, height, 1);
                    WholePlanes after = new WholePlanes(width, height, 1);
                    Kernel kernel = Kernel.load("scalar", MODEL)) {
                for (int plane = 0; plane < 3; plane++) {
                    for (int y = 0; y < before.rows(plane); y++) {
                        byte[] row = new byte[before.columns(plane)];
                        for (int x = 0; x < row.length; x++) {
                            int sample = at(decoded[plane], x, y);
                            row[x] = (byte) Math.min(255, Math.round(sample / (double) (1 << shift)));
                        }
                        before.put(plane, y, row);
                    }
                }
                kernel.filter(before.planes(), qp, after.planes(), 1);
                for (int plane = 0; plane < (picture.monochrome() ? 1 : 3); plane++) {
                    change(decoded[plane], plane, before, after, depth);
                }
            }
            return new Filtered(picture.width(), picture.height(), depth, decoded[0], decoded[1], decoded[2]);
        }
    }

    private static void change(int[][] samples, int plane, WholePlanes before, WholePlanes after, int depth) {
        byte[] from = new byte[before.columns(plane)];
        byte[] to = new byte[before.columns(plane)];
        for (int y = 0; y < samples.length; y++) {
            before.row(plane, y, from);
            after.row(plane, y, to);
            for (int x = 0; x < samples[y].length; x++) {
                int difference = ((to[x] & 255) - (from[x] & 255)) * (1 << depth - 8);
                samples[y][x] = Math.max(0, Math.min((1 << depth) - 1, samples[y][x] + difference));
            }
        }
    }

    /** Repeats the last row and column. */
    private static int at(int[][] samples, int x, int y) {
        int[] row = samples[Math.min(y, samples.length - 1)];
        return row[Math.min(x, row.length - 1)];
    }

    /** Planes; those of chroma say gray where there are none. */
    private static int[][][] samples(YuvPicture picture) {
        int[][][] samples = new int[3][][];
        for (int plane = 0; plane < 3; plane++) {
            boolean there = plane == 0 || !picture.monochrome();
            int columns = there ? picture.columns(plane) : picture.columns(0) / 2 + 1;
            int rows = there ? picture.rows(plane) : picture.rows(0) / 2 + 1;
            samples[plane] = new int[rows][columns];
            short[] row = new short[columns];
            for (int y = 0; y < rows; y++) {
                if (there) {
                    picture.row(plane, y, row);
                }
                for (int x = 0; x < columns; x++) {
                    samples[plane][y][x] = there ? row[x] : 1 << picture.depth() - 1;
                }
            }
        }
        return samples;
    }

    private static void assertSamples(String name, BufferedImage shown, Filtered filtered, int bits) {
        assertThat(shown.getWidth()).isEqualTo(filtered.width);
        assertThat(shown.getHeight()).isEqualTo(filtered.height);
        for (int y = 0; y < filtered.height; y++) {
            for (int x = 0; x < filtered.width; x++) {
                int[] expected = YuvToRgbTest.reference(
                        filtered.luma[y][x],
                        filtered.cb[y / 2][x / 2],
                        filtered.cr[y / 2][x / 2],
                        6,
                        true,
                        filtered.depth,
                        bits);
                for (int c = 0; c < 3; c++) {
                    // Of 16 bits, where fixed point may round another way, a coded sample is 16 and more.
                    assertThat(shown.getRaster().getSample(x, y, c))
                            .as("%s, (%d, %d)", name, x, y)
                            .isCloseTo(expected[c], within(bits == 8 ? 0 : 1));
                }
            }
        }
    }

    /** Takes a region. */
    private static final class Cut implements PictureTarget {
        private final BufferedImage image;

        private Cut(PictureRegion region) {
            image = new BufferedImage(region.columns(), region.rows(), BufferedImage.TYPE_3BYTE_BGR);
        }

        @Override
        public WritableRaster begin(Rectangle block) {
            return image.getRaster().createWritableChild(block.x, block.y, block.width, block.height, 0, 0, null);
        }

        @Override
        public boolean end(Rectangle block, WritableRaster samples, float fraction) {
            return true;
        }
    }
}
