package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.kernel.Models;

/** Pictures of a JPEG decoder after a network; the reference is the preprocessor with the same network, which is held against the kernel. */
class PictureFilterTest {
    @TempDir
    private static Path folder;

    private static Path model;
    private static PictureFilter filter;

    @BeforeAll
    static void open() throws IOException {
        model = PostFilterTest.write(Models.filterFidelity(), folder);
        filter = new PictureFilter();
    }

    @AfterAll
    static void close() {
        filter.close();
    }

    private static DecoderOptions.Builder options(PostFilter kind) {
        return DecoderOptions.builder().postFilter(kind).device(Device.CPU);
    }

    @Test
    void theNetworkIsConditionedOnTheFilesOwnTable() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
            for (float quality : new float[] {0.1f, 0.4f, 0.7f}) {
                byte[] file = ShippedFiltersTest.jpeg(Drawings.scene(131, 97, type), quality);
                int qp = JpegQuantiser.qpOf(file).orElseThrow();
                BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(file));
                BufferedImage shown = filter.apply(
                        decoded,
                        qp,
                        options(PostFilter.FIDELITY).postFilterModel(model).build());
                try (Preprocessor reference = new Preprocessor()) {
                    EncoderOptions same = EncoderOptions.builder()
                            .qp(qp)
                            .model(model)
                            .device(Device.CPU)
                            .build();
                    assertThat(pixels(shown)).isEqualTo(pixels(reference.process(decoded, same)));
                }
                assertThat(shown.getType()).isEqualTo(decoded.getType());
                assertThat(shown).isNotSameAs(decoded);
            }
        }
    }

    @Test
    void aFlatPictureIsItself() {
        BufferedImage white = Drawings.flat(40, 40, 0xFFFFFF);
        for (int qp = 0; qp <= EncoderOptions.MAX_QP; qp++) {
            assertThat(filter.apply(
                            white,
                            qp,
                            options(PostFilter.MACHINE).postFilterModel(model).build()))
                    .isSameAs(white);
        }
    }

    @Test
    void whatIsOffChangesNothing() {
        BufferedImage scene = Drawings.scene(40, 40, BufferedImage.TYPE_INT_RGB);
        assertThat(filter.apply(
                        scene,
                        40,
                        options(PostFilter.OFF).postFilterModel(model).build()))
                .isSameAs(scene);
    }

    @Test
    void whatCannotBeFilteredIsNamed() {
        BufferedImage scene = Drawings.scene(40, 40, BufferedImage.TYPE_INT_RGB);
        DecoderOptions own = options(PostFilter.FIDELITY).postFilterModel(model).build();
        for (int qp : new int[] {-1, 52}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> filter.apply(scene, qp, own))
                    .withMessage("QP " + qp + " is outside 0..51");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        filter.apply(scene, 30, options(PostFilter.MACHINE).build()))
                .withMessageContaining("post filter machine has no network for JPEG pictures");
        BufferedImage palette = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
        assertThat(PictureFilter.accepts(palette)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.apply(palette, 30, own))
                .withMessageContaining("8-bit");
    }

    @Test
    void aModelThatIsNoneIsNamed() {
        DecoderOptions own =
                options(PostFilter.FIDELITY).postFilterModel(Path.of("pom.xml")).build();
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> filter.apply(Drawings.scene(40, 40, BufferedImage.TYPE_INT_RGB), 30, own))
                .withMessageContaining("pom.xml");
    }

    @Test
    void aClosedOneSaysSo() {
        PictureFilter closed = new PictureFilter();
        closed.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.apply(
                        Drawings.scene(40, 40, BufferedImage.TYPE_INT_RGB),
                        30,
                        options(PostFilter.FIDELITY).postFilterModel(model).build()));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }
}
