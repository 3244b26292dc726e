package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HevcPicture;

/** The quantiser that the post filter is conditioned on, in our files and others', against what FFmpeg reads of the same headers. */
class SliceQpTest {
    @TempDir
    Path folder;

    @Test
    void oursIsTheOneAskedForAtAllFiftyTwo() throws HeifException {
        Pixels pixels = Pixels.of(Pictures.textured(96, 80, BufferedImage.TYPE_INT_RGB));
        Pixels deep = Pixels.of(
                Pictures.component(64, 64, ColorSpace.getInstance(ColorSpace.CS_sRGB), false, DataBuffer.TYPE_USHORT));
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            for (int qp = 0; qp <= EncoderOptions.MAX_QP; qp++) {
                for (Profile profile : new Profile[] {Profile.MACHINE, Profile.OFF}) {
                    for (Pixels picture : List.of(pixels, deep)) {
                        EncodedPicture coded = encoder.encode(
                                picture,
                                EncoderOptions.builder().qp(qp).profile(profile).build());
                        assertThat(pictures(coded.heif())).singleElement().matches(qpIs(qp));
                    }
                }
            }
        }
    }

    @Test
    void everyTileHasItsOwn() throws HeifException {
        BufferedImage image = Pictures.textured(600, 300, BufferedImage.TYPE_INT_RGB);
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            EncoderOptions options =
                    EncoderOptions.builder().qp(37.25).tile(256).build();
            assertThat(pictures(encoder.encode(Pixels.of(image), options).heif()))
                    .hasSizeGreaterThan(1)
                    .allMatch(qpIs(37));
        }
    }

    private static Predicate<HevcPicture> qpIs(int qp) {
        return picture -> picture.qp() == qp && TracedQp.of(picture) == qp;
    }

    /** heif-enc has x265 choose by CRF, so that the quantiser is the picture's own. */
    @Test
    void heifEncsIsTheOneThatFfmpegReads() throws Exception {
        ExternalTool encode = ExternalTool.find("libheif-examples", "heif-enc");
        Set<Integer> seen = new TreeSet<>();
        for (int size : new int[] {64, 300}) {
            Path png = folder.resolve("source.png");
            ImageIO.write(Pictures.textured(size, size, BufferedImage.TYPE_INT_RGB), "png", png.toFile());
            for (int quality = 0; quality <= 100; quality += 10) {
                Path heic = folder.resolve("coded.heic");
                encode.run("-q", Integer.toString(quality), "-o", heic.toString(), png.toString());
                seen.addAll(compared(Files.readAllBytes(heic)));
            }
        }
        assertThat(seen).hasSizeGreaterThan(8);
    }

    @Test
    void thatOfConformanceFilesIsTheOneThatFfmpegReads() throws IOException {
        Set<Integer> seen = new TreeSet<>();
        for (Path file : TestData.files("heif_conformance", ".heic")) {
            seen.addAll(compared(Files.readAllBytes(file)));
        }
        assertThat(seen).hasSizeGreaterThan(1);
    }

    /** Quantisers of all pictures of a file, each as FFmpeg reads it. */
    private static List<Integer> compared(byte[] file) throws HeifException {
        List<Integer> quantisers = new ArrayList<>();
        for (HevcPicture picture : pictures(file)) {
            assertThat(picture.qp()).isEqualTo(TracedQp.of(picture));
            quantisers.add(picture.qp());
        }
        return quantisers;
    }

    /** Those that are read; others are none of this test's. */
    private static List<HevcPicture> pictures(byte[] bytes) throws HeifException {
        List<HevcPicture> pictures = new ArrayList<>();
        HeifFile file;
        try {
            file = HeifFile.read(bytes, HeifLimits.DEFAULT);
        } catch (HeifException e) {
            return pictures;
        }
        for (HeifItem item : file.items()) {
            if (item.type().equals("hvc1")) {
                try {
                    pictures.add(file.picture(item));
                } catch (HeifException e) {
                    continue;
                }
            }
        }
        return pictures;
    }
}
