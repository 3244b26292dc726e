package org.mvjpeg.training.photos;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Square pictures cut out of photographs.
 *
 * @param zoomLow least length of a photograph's shorter side in sides of the crop, at least 1
 * @param zoomHigh most likewise; photographs are made smaller to fit, and larger only where they are smaller than the crop
 */
public record Crops(double zoomLow, double zoomHigh) {
    /** So many bad files in a row mean that there are no others. */
    private static final int ATTEMPTS = 1000;

    /** @throws IllegalArgumentException if the range is empty or below 1 */
    public Crops {
        if (!(zoomLow >= 1 && zoomHigh >= zoomLow && zoomHigh < 1000)) {
            throw new IllegalArgumentException("zoom " + zoomLow + ":" + zoomHigh + " must rise from at least 1");
        }
    }

    /**
     * A random crop of a random photograph, at a random size, flipped every second time. Depends on the generator and the files alone.
     *
     * @param side in pixels
     * @throws IllegalStateException if no file can be read
     */
    public Photo random(PhotoLibrary library, int side, RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Photo> photo = library.photo(random.nextInt(library.size()));
            if (photo.isPresent()) {
                return random(photo.get(), side, random);
            }
        }
        throw new IllegalStateException("none of the " + library.size() + " files is a photograph that can be read");
    }

    /** A random crop of a photograph, at a random size, flipped every second time. */
    public Photo random(Photo photo, int side, RandomGenerator random) {
        double zoom = zoomLow + (zoomHigh - zoomLow) * random.nextDouble();
        double window = window(photo, zoom, side);
        double left = (photo.width() - window) * random.nextDouble();
        double top = (photo.height() - window) * random.nextDouble();
        return Resampler.square(photo, left, top, window, side, random.nextBoolean());
    }

    /** The crop of the centre at the least zoom. */
    public Photo centre(Photo photo, int side) {
        double window = window(photo, zoomLow, side);
        return Resampler.square(
                photo, (photo.width() - window) / 2, (photo.height() - window) / 2, window, side, false);
    }

    /** The sides of the crop in pixels of the photograph. */
    private static double window(Photo photo, double zoom, int side) {
        int shortSide = photo.shortSide();
        double wished = shortSide / zoom;
        return Math.min(shortSide, Math.max(wished, side));
    }
}
