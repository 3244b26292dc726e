package org.mvjpeg.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholePicturesTest {
    @ParameterizedTest
    @CsvSource({"false, 0.97", "false, 0.5", "false, 0.3", "true, 0.97", "true, 0.5"})
    void jpegsThatAreCutAreRefused(boolean progressive, double share) throws IOException {
        byte[] jpeg = noise(progressive);
        byte[] cut = Arrays.copyOf(jpeg, (int) (share * jpeg.length));
        assertThatThrownBy(() -> PictureReader.read(cut))
                .isInstanceOf(EOFException.class)
                .hasMessage("the file ends before its picture does");
    }

    @Test
    void whatLosesNoSampleIsRead() throws IOException {
        byte[] jpeg = noise(false);
        assertThat(PictureReader.read(jpeg).getWidth()).isEqualTo(96);
        assertThat(PictureReader.read(Arrays.copyOf(jpeg, jpeg.length - 2)).getWidth())
                .as("without the end marker")
                .isEqualTo(96);
        assertThat(PictureReader.read(Arrays.copyOf(jpeg, jpeg.length + 100)).getWidth())
                .as("with something behind it")
                .isEqualTo(96);
    }

    private static byte[] noise(boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_3BYTE_BGR);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 96 * 64; i++) {
            image.setRGB(i % 96, i / 96, random.nextInt());
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
