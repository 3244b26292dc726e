package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;

/** What files say of their colours by code points, by profiles, and by both. */
class ReadColoursTest {
    private static final int DISPLAY_P3 = 12;

    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("mvjpeg").next();

    @AfterEach
    void dispose() {
        reader.dispose();
    }

    private static HevcPicture picture() throws IOException {
        return Thumbnails.coded(Pictures.draw(64, 48, BufferedImage.TYPE_INT_RGB));
    }

    private BufferedImage read(HeifWriter file) throws IOException {
        reader.setInput(Streams.of(file.toByteArray()));
        return reader.read(0);
    }

    @Test
    void codePointsOfDisplayP3BecomeItsColourSpace() throws IOException {
        BufferedImage image = read(HeifWriter.of(picture()).nclx(new ColourDescription(DISPLAY_P3, 13, 6, true)));
        ColorSpace space = image.getColorModel().getColorSpace();
        assertThat(space.isCS_sRGB()).isFalse();
        // The purest green of P3 is beyond sRGB, its white is white.
        assertThat(space.toRGB(new float[] {0.5f, 1, 0.5f})[0]).isLessThan(0.3f);
        float[] white = space.toRGB(new float[] {1, 1, 1});
        for (float sample : white) {
            assertThat(sample).isGreaterThan(0.995f);
        }
        // And the way back into a file keeps it.
        reader.setInput(Streams.of(Pictures.encode(image)));
        assertThat(reader.read(0).getColorModel().getColorSpace().isCS_sRGB()).isFalse();
    }

    @Test
    void aProfileGoesBeforeCodePointsButForTheMatrix() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        HevcPicture picture = picture();
        BufferedImage plain = read(HeifWriter.of(picture).nclx(new ColourDescription(1, 13, 9, false)));
        BufferedImage both =
                read(HeifWriter.of(picture).iccProfile(linear).nclx(new ColourDescription(DISPLAY_P3, 13, 9, false)));
        assertThat(both.getColorModel().getColorSpace().toRGB(new float[] {0.5f, 0.5f, 0.5f})[0])
                .isBetween(0.70f, 0.76f);
        assertThat(both.getRaster().getPixels(0, 0, 64, 48, (int[]) null))
                .isEqualTo(plain.getRaster().getPixels(0, 0, 64, 48, (int[]) null));
    }

    @Test
    void highDynamicRangeIsReadAsItIsWithAWarning() throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        HevcPicture picture = picture();
        BufferedImage plain = read(HeifWriter.of(picture).nclx(new ColourDescription(1, 13, 9, true)));
        assertThat(warnings).isEmpty();
        for (int transfer : new int[] {16, 18}) {
            BufferedImage image = read(HeifWriter.of(picture).nclx(new ColourDescription(9, transfer, 9, true)));
            assertThat(image.getColorModel().getColorSpace().isCS_sRGB()).isTrue();
            assertThat(Pictures.psnr(image, plain)).isGreaterThan(200);
            assertThat(warnings).singleElement().asString().contains("transfer " + transfer);
            warnings.clear();
        }
    }
}
