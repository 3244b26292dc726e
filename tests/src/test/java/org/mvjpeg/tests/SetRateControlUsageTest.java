package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.EncodedPicture;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.ProgressListener;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.SetListener;
import org.mvjpeg.sets.SetOptions;
import org.mvjpeg.sets.SetPicture;
import org.mvjpeg.sets.SetRateControl;
import org.mvjpeg.sets.Share;

/** The example of {@code docs/rate-control.md}, whose files libheif opens. */
class SetRateControlUsageTest {
    @TempDir
    Path folder;

    private record Drawn(String name, BufferedImage image) implements SetPicture {
        @Override
        public String key() {
            return name;
        }

        @Override
        public Content read() {
            return new Content(image, PictureMetadata.NONE);
        }
    }

    @Test
    void aSetSharesItsBudgetAndLibheifOpensItsFiles() throws Exception {
        List<Drawn> pictures = List.of(
                new Drawn("a", Pictures.draw(192, 128, BufferedImage.TYPE_INT_RGB)),
                new Drawn("b", Pictures.draw(301, 259, BufferedImage.TYPE_3BYTE_BGR)),
                new Drawn("c", Pictures.draw(64, 80, BufferedImage.TYPE_BYTE_GRAY)));
        encode(pictures);
        long pixels = 192 * 128 + 301 * 259 + 64 * 80;
        long bytes = 0;
        ExternalTool convert = ExternalTool.find("libheif-examples", "heif-dec", "heif-convert");
        for (Drawn picture : pictures) {
            Path heic = folder.resolve(picture.name() + ".heic");
            Path png = folder.resolve(picture.name() + ".png");
            bytes += Files.size(heic);
            convert.run(heic.toString(), png.toString());
            BufferedImage shown = ImageIO.read(png.toFile());
            assertThat(shown.getWidth()).isEqualTo(picture.image().getWidth());
            assertThat(shown.getHeight()).isEqualTo(picture.image().getHeight());
        }
        assertThat(8.0 * bytes / pixels).isBetween(0.995 * 0.5, 0.5);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(6);
        }
    }

    private void encode(List<? extends SetPicture> pictures) throws IOException, InterruptedException {
        SetOptions options = new SetOptions(0.5, EncoderOptions.builder().build(), QualityMeasure.PSNR, 4);
        try (SetRateControl control = new SetRateControl(options, SetListener.NONE);
                MvjpegEncoder encoder = new MvjpegEncoder()) {
            for (Share share : control.plan(pictures).shares()) {
                SetPicture.Content content = share.picture().read();
                EncodedPicture coded = encoder.encode(
                        Pixels.of(content.image()),
                        options.at(share.point().qp()),
                        content.metadata(),
                        ProgressListener.NONE);
                Files.write(folder.resolve(share.picture().name() + ".heic"), coded.heif());
            }
        }
    }
}
