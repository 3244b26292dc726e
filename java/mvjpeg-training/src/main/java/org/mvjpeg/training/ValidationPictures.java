package org.mvjpeg.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mvjpeg.training.photos.Crops;
import org.mvjpeg.training.photos.Photo;
import org.mvjpeg.training.photos.PhotoLibrary;

/**
 * The squares of validation photographs: of each the centre, then random ones, the same in every training.
 *
 * @param library the photographs
 * @param crops how large the squares are in them
 * @param perPhoto how many of each photograph, at least 1
 */
record ValidationPictures(PhotoLibrary library, Crops crops, int perPhoto) {
    /**
     * All of one size; those of a photograph follow each other. Files that are no photographs are left out.
     *
     * @param side pixels
     */
    List<Photo> cut(int side) {
        List<Photo> cut = new ArrayList<>();
        for (int i = 0; i < library.size(); i++) {
            SplittableRandom random = new SplittableRandom(i);
            library.photo(i).ifPresent(photo -> {
                cut.add(crops.centre(photo, side));
                for (int more = 1; more < perPhoto; more++) {
                    cut.add(crops.random(photo, side, random));
                }
            });
        }
        return cut;
    }

    /** @throws IOException if the pictures are of fewer than 2 photographs */
    void requireEnough(int pictures) throws IOException {
        int photos = pictures / perPhoto;
        if (photos < 2) {
            throw new IOException("of the " + library.size() + " files to validate with " + photos
                    + " can be read; at least 2 are needed");
        }
    }
}
