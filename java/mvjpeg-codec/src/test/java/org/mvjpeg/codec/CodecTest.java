package org.mvjpeg.codec;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HevcPicture;

/** An encoder and a decoder for all tests of a class. */
abstract class CodecTest {
    static MvjpegEncoder encoder;
    static MvjpegDecoder decoder;

    @BeforeAll
    static void openCodec() {
        encoder = new MvjpegEncoder();
        decoder = new MvjpegDecoder();
    }

    @AfterAll
    static void closeCodec() {
        encoder.close();
        decoder.close();
    }

    /** The coded picture that a file shows first. */
    static HevcPicture primary(byte[] heif) throws HeifException {
        HeifFile file = HeifFile.read(heif, HeifLimits.DEFAULT);
        return file.picture(file.primary());
    }
}
