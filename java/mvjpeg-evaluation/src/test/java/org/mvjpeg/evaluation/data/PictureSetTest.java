package org.mvjpeg.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureSetTest {
    @TempDir
    Path folder;

    private Path photos;

    @BeforeEach
    void files() throws IOException {
        photos = Files.createDirectories(folder.resolve("photos"));
        Files.createDirectories(photos.resolve("sub"));
        for (int i = 0; i < 10; i++) {
            Files.write(photos.resolve((i % 2 == 0 ? "" : "sub/") + "p" + i + ".png"), new byte[1]);
        }
        Files.writeString(photos.resolve("notes.md"), "no picture");
    }

    @Test
    void foldersListsAndFilesAreFoundOnce() throws IOException {
        assertThat(PictureFiles.find(List.of(photos))).hasSize(10).isSorted();
        Path list = Files.writeString(folder.resolve("list.txt"), "# two\nphotos/p0.png\n\nphotos/sub/p1.png\n");
        assertThat(PictureFiles.find(List.of(list)))
                .containsExactly(folder.resolve("photos/p0.png"), folder.resolve("photos/sub/p1.png"));
        assertThat(PictureFiles.find(List.of(photos.resolve("p0.png"), photos))).hasSize(10);
    }

    @Test
    void emptyAndMissingPlacesAreRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatIOException()
                .isThrownBy(() -> PictureFiles.find(List.of(empty)))
                .withMessageContaining("no picture");
        assertThatIOException()
                .isThrownBy(() -> PictureFiles.find(List.of(folder.resolve("none"))))
                .withMessageContaining("no such file or folder");
    }

    @Test
    void theSeedDecidesTheLimit() throws IOException {
        List<Path> files = PictureFiles.find(List.of(photos));
        PictureSet three = PictureSet.of(files, Optional.empty(), Optional.empty(), 3, 1);
        assertThat(three.pictures()).hasSize(3);
        assertThat(three.beyondLimit()).isEqualTo(7);
        assertThat(PictureSet.of(files, Optional.empty(), Optional.empty(), 3, 1))
                .isEqualTo(three);
        assertThat(List.of(2L, 3L, 4L, 5L))
                .anySatisfy(seed -> assertThat(PictureSet.of(files, Optional.empty(), Optional.empty(), 3, seed))
                        .isNotEqualTo(three));
        assertThat(PictureSet.of(files, Optional.empty(), Optional.empty(), 10, 1)
                        .pictures())
                .extracting(LabelledPicture::name)
                .contains("p0.png", "sub/p1.png")
                .isSorted();
    }

    @Test
    void picturesWithoutALabelAreLeftOutAndCounted() throws IOException {
        Path labels = Files.writeString(folder.resolve("l.csv"), "p0.png,4\np1.png,5\ngone.png,6\n");
        PictureSet set = PictureSet.of(
                PictureFiles.find(List.of(photos)),
                Optional.of(LabelFile.read(labels, Map.of())),
                Optional.empty(),
                100,
                1);
        assertThat(set.withoutAnnotation()).isEqualTo(8);
        assertThat(set.pictures())
                .extracting(picture -> picture.label().orElseThrow())
                .containsExactly(4, 5);
    }

    @Test
    void labelsOfOtherPicturesAreRefused() throws IOException {
        LabelFile labels = LabelFile.read(Files.writeString(folder.resolve("l.csv"), "other.png,4\n"), Map.of());
        assertThatIOException()
                .isThrownBy(() -> PictureSet.of(
                        PictureFiles.find(List.of(photos)), Optional.of(labels), Optional.empty(), 100, 1))
                .withMessageContaining("l.csv: speaks of none of the 10 pictures, such as ");
    }

    @Test
    void greySamplesStayAndAlphaIsLaidOnWhite() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 100);
        assertThat(new Color(PictureReader.read(png(grey)).getRGB(0, 0))).isEqualTo(new Color(100, 100, 100));
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        assertThat(new Color(PictureReader.read(png(clear)).getRGB(0, 0))).isEqualTo(Color.WHITE);
        assertThatIOException().isThrownBy(() -> PictureReader.read(new byte[] {1, 2, 3}));
        byte[] cut = png(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB));
        assertThatIOException().isThrownBy(() -> PictureReader.read(java.util.Arrays.copyOf(cut, cut.length / 2)));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
