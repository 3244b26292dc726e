package org.mvjpeg.codec;

import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HevcPicture;

/** FFmpeg's hevc decoder and nothing else, on one thread: what reading is held against. */
public final class DecoderOnly {
    private final HevcPicture picture;

    /** @throws HeifException if the file's first picture is not one of HEVC alone */
    public DecoderOnly(byte[] heif) throws HeifException {
        HeifFile file = HeifFile.read(heif, HeifLimits.DEFAULT);
        this.picture = file.picture(file.primary());
    }

    /** Decodes the picture. @return its width, so that nobody finds the work useless */
    public int decode() {
        try (HevcDecoder decoder = new HevcDecoder(HeifLimits.DEFAULT.maxPixels())) {
            return decoder.decode(picture).width();
        }
    }
}
