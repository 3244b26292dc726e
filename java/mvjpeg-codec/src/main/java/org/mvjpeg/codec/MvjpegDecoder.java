package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import org.mvjpeg.heif.HeifException;

/** Decodes HEIC files: HEIF boxes → hevc decoder → RGB. Safe from many threads. */
public final class MvjpegDecoder implements AutoCloseable {
    /** A decoder; loads the native libraries on first use. @throws CodecException if they cannot be loaded */
    public MvjpegDecoder() {
        throw new UnsupportedOperationException();
    }

    /**
     * Decodes the primary picture with crop, orientation and alpha applied.
     *
     * @return {@code TYPE_3BYTE_BGR}, or {@code TYPE_4BYTE_ABGR} with alpha, in sRGB; a component colour model with the file's ICC
     *     profile otherwise
     * @throws HeifException if the boxes are broken or ask for what is not supported
     * @throws CodecException if the HEVC data does not decode
     */
    public BufferedImage decode(byte[] heif) throws HeifException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
