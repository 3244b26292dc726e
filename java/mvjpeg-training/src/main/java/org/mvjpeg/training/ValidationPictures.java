package org.mvjpeg.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    static ValidationPictures of(Course course, PhotoSplit photos) {
        PhotoLibrary library = new PhotoLibrary(photos.validation(), Workers.cacheBytes());
        return new ValidationPictures(library, course.crops(), course.validationCrops());
    }

    /**
     * By side; those of a photograph follow each other. Files that are no photographs are left out.
     *
     * @param sides pixels, in any order, at least 1
     * @throws IOException if they are of fewer than 2 photographs
     */
    Map<Integer, List<Photo>> cut(int... sides) throws IOException {
        Map<Integer, List<Photo>> cut = new LinkedHashMap<>();
        for (int side : sides) {
            cut.computeIfAbsent(side, this::ofSide);
        }
        int photos = cut.get(sides[0]).size() / perPhoto;
        if (photos < 2) {
            throw new IOException("of the " + library.size() + " files to validate with " + photos
                    + " can be read; at least 2 are needed");
        }
        return cut;
    }

    private List<Photo> ofSide(int side) {
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
}
