package org.mvjpeg.codec;

import java.util.Optional;
import org.mvjpeg.heif.HeifWriter;
import org.mvjpeg.heif.HevcPicture;

/** A thumbnail ready for a file, in true size and colour space of its own; no profile is sRGB. */
record CodedThumbnail(HevcPicture picture, int width, int height, Optional<byte[]> iccProfile) {
    void describe(HeifWriter writer) {
        writer.thumbnail(picture, width, height, iccProfile);
    }
}
