package org.mvjpeg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.data.PictureFiles;
import org.mvjpeg.training.photos.Crops;
import org.mvjpeg.training.photos.Photo;
import org.mvjpeg.training.photos.PhotoLibrary;

class ValidationPicturesTest {
    private static final int SIDE = 32;

    private final Crops crops = new Crops(1, 2);

    @TempDir
    private Path folder;

    private PhotoLibrary library() throws IOException {
        return new PhotoLibrary(PictureFiles.find(List.of(folder)), 1 << 20);
    }

    private List<byte[]> cut(int perPhoto) throws IOException {
        return new ValidationPictures(library(), crops, perPhoto)
                .cut(SIDE).get(SIDE).stream().map(Photo::rgb).toList();
    }

    @Test
    void eachPhotographGivesItsCentreAndThenOthers() throws IOException {
        DrawnPhotos.folder(folder, 2);

        List<byte[]> three = cut(3);
        List<byte[]> one = cut(1);

        assertThat(three).hasSize(6);
        assertThat(three.get(0)).isEqualTo(one.get(0));
        assertThat(three.get(3)).isEqualTo(one.get(1));
        assertThat(three).doesNotHaveDuplicates();
        assertThat(cut(3)).usingRecursiveComparison().isEqualTo(three);
        assertThat(one.get(0))
                .isEqualTo(crops.centre(library().photo(0).orElseThrow(), SIDE).rgb());
    }

    @Test
    void cropsOfOnePhotographAreNotEnough() throws IOException {
        DrawnPhotos.folder(folder, 1);
        Files.writeString(folder.resolve("text.jpg"), "text");
        ValidationPictures pictures = new ValidationPictures(library(), crops, 4);

        assertThatThrownBy(() -> pictures.cut(SIDE))
                .isInstanceOf(IOException.class)
                .hasMessage("of the 2 files to validate with 1 can be read; at least 2 are needed");
    }
}
