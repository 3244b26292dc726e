package org.mvjpeg.training.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.data.PictureFiles;
import org.mvjpeg.training.DrawnPhotos;

class PhotosTest {
    @TempDir
    private Path folder;

    @Test
    void badFilesAreSkippedAndTold() throws IOException {
        DrawnPhotos.folder(folder, 2);
        Path whole = folder.resolve("picture1.png");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        Path text = Files.writeString(folder.resolve("text.jpg"), "text");
        PhotoLibrary library = new PhotoLibrary(List.of(cut, whole, text), 1 << 20);

        for (int i = 0; i < 20; i++) {
            Photo crop = new Crops(1, 1.5).random(library, 32, new SplittableRandom(i));
            assertThat(crop.width()).isEqualTo(32);
        }
        assertThat(library.photo(0)).isEmpty();
        assertThat(library.photo(1)).isPresent();
        assertThat(library.photo(2)).isEmpty();
        assertThat(library.bad()).containsOnlyKeys(cut, text);
        assertThat(library.bad().get(text)).isEqualTo("not a picture that ImageIO reads here");
        PhotoLibrary none = new PhotoLibrary(List.of(text), 1 << 20);
        assertThatThrownBy(() -> new Crops(1, 1).random(none, 32, new SplittableRandom(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("none of the 1 files is a photograph that can be read");
    }

    @Test
    void whatIsNoLongerKeptIsReadAgain() throws IOException {
        Path photos = DrawnPhotos.folder(folder, 2);
        List<Path> files = PictureFiles.find(List.of(photos));
        PhotoLibrary small = new PhotoLibrary(files, 0);
        PhotoLibrary large = new PhotoLibrary(files, 1 << 20);

        assertThat(large.photo(0).orElseThrow()).isSameAs(large.photo(0).orElseThrow());
        assertThat(small.photo(0).orElseThrow()).isNotSameAs(small.photo(0).orElseThrow());
        assertThat(small.photo(0).orElseThrow().rgb())
                .isEqualTo(large.photo(0).orElseThrow().rgb());
    }

    @Test
    void cropsDependOnTheGeneratorAlone() throws IOException {
        PhotoLibrary library = new PhotoLibrary(PictureFiles.find(List.of(DrawnPhotos.folder(folder, 3))), 1 << 20);
        Crops crops = new Crops(1, 2);

        byte[] once = crops.random(library, 32, new SplittableRandom(5)).rgb();
        assertThat(crops.random(library, 32, new SplittableRandom(5)).rgb()).isEqualTo(once);
        assertThat(crops.random(library, 32, new SplittableRandom(6)).rgb()).isNotEqualTo(once);
    }

    @Test
    void aWindowOfTheSameSizeIsCopied() {
        Photo photo = Photo.of(DrawnPhotos.picture(40, 30, 1));
        Photo crop = Resampler.square(photo, 3, 5, 16, 16, false);
        Photo mirrored = Resampler.square(photo, 3, 5, 16, 16, true);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                for (int c = 0; c < 3; c++) {
                    byte expected = photo.rgb()[3 * ((y + 5) * 40 + x + 3) + c];
                    assertThat(crop.rgb()[3 * (y * 16 + x) + c]).isEqualTo(expected);
                    assertThat(mirrored.rgb()[3 * (y * 16 + 15 - x) + c]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void shrinkingAveragesAndGrowingInterpolates() {
        byte[] stripes = new byte[3 * 64 * 64];
        byte[] ramp = new byte[3 * 64 * 64];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i / 3 % 2 == 0 ? 40 : 200);
            ramp[i] = (byte) (2 * (i / 3 % 64));
        }
        Photo grey = Resampler.square(new Photo(64, 64, stripes), 0, 0, 64, 16, false);
        for (int x = 1; x < 15; x++) {
            assertThat(grey.rgb()[3 * (5 * 16 + x)] & 0xFF).isBetween(118, 122);
        }
        Photo large = Resampler.square(new Photo(64, 64, ramp), 16, 16, 16, 64, false);
        for (int x = 0; x < 64; x++) {
            double expected = 2 * (16 + (x + 0.5) / 4 - 0.5);
            assertThat((double) (large.rgb()[3 * (9 * 64 + x)] & 0xFF)).isBetween(expected - 0.51, expected + 0.51);
        }
    }

    @Test
    void badRangesAreNamed() {
        assertThatThrownBy(() -> new Crops(0.5, 1)).hasMessageContaining("zoom 0.5:1.0 must rise from at least 1");
        assertThatThrownBy(() -> new Photo(2, 2, new byte[3])).hasMessageContaining("3 samples do not make 2x2");
    }
}
