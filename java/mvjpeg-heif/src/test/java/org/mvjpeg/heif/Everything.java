package org.mvjpeg.heif;

/** Asks a file for all that it can be asked for. */
final class Everything {
    private Everything() {}

    /** Returns whether the boxes could be read; throws what is not a {@link HeifException}. */
    static boolean read(byte[] bytes, HeifLimits limits) {
        HeifFile file;
        try {
            file = HeifFile.read(bytes, limits);
        } catch (HeifException e) {
            return false;
        }
        for (HeifItem item : file.items()) {
            attempt(item::data);
            attempt(() -> file.picture(item).annexB());
            attempt(() -> file.grid(item));
            attempt(() -> file.overlay(item));
            attempt(() -> file.identity(item));
            attempt(() -> file.exif(item));
            attempt(() -> file.xmp(item));
            attempt(() -> item.property(ItemProperty.CleanAperture.class)
                    .orElseThrow(() -> new HeifException("none"))
                    .toRectangle(64, 48));
            file.alphaOf(item);
            file.premultiplied(item);
            file.thumbnailsOf(item);
        }
        file.pictures();
        attempt(file::exif);
        attempt(file::xmp);
        return true;
    }

    private interface Question {
        Object ask() throws HeifException;
    }

    private static void attempt(Question question) {
        try {
            question.ask();
        } catch (HeifException expected) {
            // the one way in which a broken file may fail
        }
    }
}
