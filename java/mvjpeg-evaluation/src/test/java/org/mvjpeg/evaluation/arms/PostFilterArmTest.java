package org.mvjpeg.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.sets.internal.Digests;
import org.mvjpeg.sets.internal.Drawn;

class PostFilterArmTest {
    @TempDir
    Path folder;

    /** A network that changes pictures; which one does not matter here. */
    private Path model() throws IOException {
        Path file = folder.resolve("filter.safetensors");
        if (!Files.exists(file)) {
            try (InputStream in = Models.class.getResourceAsStream("filter-fidelity.safetensors")) {
                Files.copy(in, file);
            }
        }
        return file;
    }

    /** Of all samples, short enough for messages. */
    private static String samples(BufferedImage picture) {
        byte[] samples = new byte[3 * picture.getWidth() * picture.getHeight()];
        for (int i = 0, at = 0; at < samples.length; i++) {
            int rgb = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
            samples[at++] = (byte) (rgb >> 16);
            samples[at++] = (byte) (rgb >> 8);
            samples[at++] = (byte) rgb;
        }
        return Digests.of(samples);
    }

    @Test
    void theFilesAreThoseOfTheArmWithoutItAndTheDecoderFilters() throws IOException {
        Arm plain = Arms.parse("plain=machine");
        Arm restored = Arms.parse("restored=machine,post-filter=machine,post-filter-model=" + model());
        BufferedImage picture = Drawn.large();
        try (ArmCoder coder = new ArmCoder();
                MvjpegDecoder decoder = new MvjpegDecoder()) {
            byte[] file = coder.encode(plain, picture, 38.25, List::of).bytes();
            assertThat(coder.encode(restored, picture, 38.25, List::of).bytes()).isEqualTo(file);
            DecoderOptions options = DecoderOptions.builder()
                    .postFilter(PostFilter.MACHINE)
                    .postFilterModel(model())
                    .build();
            assertThat(samples(coder.decode(restored, file)))
                    .isEqualTo(samples(decoder.decode(file, options)))
                    .isNotEqualTo(samples(coder.decode(plain, file)));
            CodedPicture both = coder.code(restored, picture, 38, List::of);
            assertThat(both.bytes())
                    .isEqualTo(coder.code(plain, picture, 38, List::of).bytes());
        }
    }

    @Test
    void jpegsAreFilteredByTheQuantiserThatTheirTableTells() throws IOException {
        Arm clean = Arms.parse("clean=off,coder=jpeg,post-filter=fidelity,post-filter-model=" + model());
        try (ArmCoder coder = new ArmCoder();
                org.mvjpeg.codec.PictureFilter filter = new org.mvjpeg.codec.PictureFilter()) {
            byte[] file = coder.encode(clean, Drawn.large(), 12.5, List::of).bytes();
            BufferedImage shown = coder.decode(Arms.of(Arms.JPEG), file);
            assertThat(samples(coder.decode(clean, file)))
                    .isEqualTo(
                            samples(filter.apply(shown, JpegQuantiser.qpOf(file).orElseThrow(), clean.decoder())))
                    .isNotEqualTo(samples(shown));
        }
    }

    @Test
    void settingsTellThePostFilterAndNothingWithoutOne() throws IOException {
        Arm plain = Arms.parse("a=machine");
        assertThat(plain.settings()).doesNotContain("post-filter");
        assertThat(Arms.parse("a=machine,post-filter=off"))
                .isEqualTo(new Arm(
                        "a", "user's: machine,post-filter=off", Coder.HEVC, plain.options(), PictureFilter.NONE));
        Arm restored = Arms.parse("r=machine,post-filter=fidelity,post-filter-model=" + model());
        assertThat(restored.settings())
                .isEqualTo(plain.settings() + " post-filter=fidelity post-filter-model=" + model());
        assertThat(plain.decodedWith(restored.decoder()).settings()).isEqualTo(restored.settings());
    }

    @Test
    void systemPropertiesDoNotFilterPlainArms() throws IOException {
        System.setProperty("mvjpeg.postFilter", "fidelity");
        try (ArmCoder coder = new ArmCoder()) {
            byte[] file = coder.encode(Arms.of("settings"), Drawn.small(), 40, List::of)
                    .bytes();
            assertThat(coder.decode(Arms.of("settings"), file)).isNotNull();
        } finally {
            System.clearProperty("mvjpeg.postFilter");
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("j=off,coder=jpeg,post-filter=machine"))
                .withMessage("the arm 'j' writes JPEG, which has no post filter 'machine'; take 'fidelity' or give"
                        + " post-filter-model=FILE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("r=off,post-filter=sharp"))
                .withMessage("'sharp' is not one of [off, fidelity, machine]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("r=off,post-filter-model=" + model()))
                .withMessage("the arm 'r' has a post-filter-model and no post-filter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arms.parse("r=off,post-filter=machine,post-filter-model=" + folder))
                .withMessageContaining("not a file that can be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r=off,post-filter=machine", "j=off,coder=jpeg,post-filter=fidelity"})
    void aFileThatHoldsNoNetworkIsNamed(String arm) throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a network at all");
        Arm wrong = Arms.parse(arm + ",post-filter-model=" + text);
        try (ArmCoder coder = new ArmCoder()) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> coder.code(wrong, Drawn.small(), 35, List::of))
                    .withMessageContaining("notes.txt");
        }
    }
}
