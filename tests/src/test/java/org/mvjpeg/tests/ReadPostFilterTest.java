package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.Precision;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.imageio.MvjpegImageReadParam;
import org.mvjpeg.kernel.Models;

/** The post filter through ImageIO: by param, by property, and not at all where nobody asks. */
class ReadPostFilterTest {
    private static final int SIDE = 160;

    @TempDir
    Path folder;

    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("mvjpeg").next();

    private Path model;
    private byte[] file;
    private BufferedImage filtered;

    @BeforeEach
    void code() throws IOException {
        model = folder.resolve("model.safetensors");
        try (InputStream in = Models.class.getResourceAsStream("filter-fidelity.safetensors")) {
            Files.copy(in, model);
        }
        EncoderOptions options =
                EncoderOptions.builder().qp(38).profile(Profile.OFF).build();
        try (MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            PictureMetadata thumbnail = PictureMetadata.builder()
                    .thumbnail(Pixels.of(Pictures.textured(80, 80, BufferedImage.TYPE_INT_RGB)))
                    .build();
            file = encoder.encode(
                            Pixels.of(Pictures.textured(SIDE, SIDE, BufferedImage.TYPE_INT_RGB)),
                            options,
                            thumbnail,
                            ProgressListener.NONE)
                    .heif();
            filtered = decoder.decode(
                    file,
                    DecoderOptions.builder()
                            .postFilter(PostFilter.FIDELITY)
                            .postFilterModel(model)
                            .build());
        }
    }

    @AfterEach
    void clear() {
        System.clearProperty("mvjpeg.postFilter");
        System.clearProperty("mvjpeg.postFilterModel");
        reader.dispose();
    }

    private MvjpegImageReadParam param() {
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
        return (MvjpegImageReadParam) reader.getDefaultReadParam();
    }

    private void setProperties() {
        System.setProperty("mvjpeg.postFilter", "fidelity");
        System.setProperty("mvjpeg.postFilterModel", model.toString());
    }

    private static int[] samples(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }

    @Test
    void nobodyWhoDoesNotAskGetsAnythingElse() throws IOException {
        BufferedImage plain = Pictures.decode(file);
        assertThat(samples(plain)).isNotEqualTo(samples(filtered));
        MvjpegImageReadParam param = param();
        assertThat(param.getPostFilter()).isEmpty();
        assertThat(param.getPostFilterModel()).isEmpty();
        assertThat(samples(reader.read(0, param))).isEqualTo(samples(plain));
        assertThat(samples(reader.read(0, null))).isEqualTo(samples(plain));
        assertThat(samples(reader.read(0, new ImageReadParam()))).isEqualTo(samples(plain));
    }

    @Test
    void theParamAsksForOne() throws IOException {
        MvjpegImageReadParam param = param();
        param.setPostFilter(PostFilter.FIDELITY);
        param.setPostFilterModel(model);
        assertThat(samples(reader.read(0, param))).isEqualTo(samples(filtered));
        param.setSourceRegion(new Rectangle(11, 7, 100, 90));
        param.setSourceSubsampling(3, 2, 1, 0);
        BufferedImage part = reader.read(0, param);
        for (int y = 0; y < part.getHeight(); y++) {
            for (int x = 0; x < part.getWidth(); x++) {
                assertThat(part.getRGB(x, y)).isEqualTo(filtered.getRGB(12 + 3 * x, 7 + 2 * y));
            }
        }
    }

    @Test
    void rastersAreFilteredAsImagesAre() throws IOException {
        MvjpegImageReadParam param = param();
        param.setPostFilter(PostFilter.MACHINE);
        param.setPostFilterModel(model);
        assertThat(reader.readRaster(0, param).getPixels(0, 0, SIDE, SIDE, (int[]) null))
                .isEqualTo(samples(filtered));
    }

    @Test
    void aPropertyIsTheDefault() throws IOException {
        BufferedImage plain = Pictures.decode(file);
        setProperties();
        assertThat(samples(Pictures.decode(file))).isEqualTo(samples(filtered));
        MvjpegImageReadParam param = param();
        param.setPostFilter(PostFilter.OFF);
        assertThat(samples(reader.read(0, param))).isEqualTo(samples(plain));
        assertThat(samples(reader.read(0, new ImageReadParam()))).isEqualTo(samples(filtered));
    }

    @Test
    void thumbnailsAreReadPlainly() throws IOException {
        param();
        BufferedImage plain = reader.readThumbnail(0, 0);
        setProperties();
        assertThat(samples(reader.readThumbnail(0, 0))).isEqualTo(samples(plain));
    }

    @Test
    void tenBitsAreFilteredInTheirOwnDepth() throws IOException {
        BufferedImage deep = Pictures.component(
                SIDE, SIDE, Pictures.draw(1, 1, 1).getColorModel().getColorSpace(), false, DataBuffer.TYPE_USHORT);
        try (MvjpegEncoder encoder = new MvjpegEncoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            file = encoder.encode(
                            Pixels.of(deep),
                            EncoderOptions.builder().qp(38).profile(Profile.OFF).build())
                    .heif();
            setProperties();
            BufferedImage expected = decoder.decode(
                    file, DecoderOptions.builder().precision(Precision.AS_CODED).build());
            assertThat(samples(Pictures.decodeAsCoded(file))).isEqualTo(samples(expected));
            assertThat(expected.getSampleModel().getSampleSize(0)).isEqualTo(16);
        }
    }

    @Test
    void aWrongPropertyIsOneClearError() {
        for (String value : List.of("sharper", "", "fidelity,machine")) {
            System.setProperty("mvjpeg.postFilter", value);
            assertThatExceptionOfType(IIOException.class)
                    .isThrownBy(() -> Pictures.decode(file))
                    .withMessage(
                            "system property mvjpeg.postFilter=" + value + ": not one of [off, fidelity, machine]");
        }
        System.setProperty("mvjpeg.postFilter", "fidelity");
        System.setProperty("mvjpeg.postFilterModel", "nowhere.safetensors");
        assertThatExceptionOfType(IIOException.class)
                .isThrownBy(() -> Pictures.decode(file))
                .withMessage("system property mvjpeg.postFilterModel=nowhere.safetensors:"
                        + " model nowhere.safetensors is not a file that can be read");
    }

    @Test
    void aModelThatIsNoneIsRefusedAtOnceOrWhenItIsRead() throws IOException {
        MvjpegImageReadParam param = param();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> param.setPostFilterModel(folder))
                .withMessageContaining("is not a file that can be read");
        param.setPostFilter(PostFilter.FIDELITY);
        param.setPostFilterModel(Files.writeString(folder.resolve("notes.txt"), "no network"));
        assertThatExceptionOfType(IIOException.class)
                .isThrownBy(() -> reader.read(0, param))
                .withMessageContaining("notes.txt");
        param.setPostFilter(null);
        param.setPostFilterModel(null);
        assertThat(samples(reader.read(0, param))).isEqualTo(samples(Pictures.decode(file)));
    }
}
