package org.mvjpeg.codec;

/**
 * Turns pixels into HEIC files; the pipeline pixels → kernel → x265 → HEIF boxes. One encoder serves many threads; native
 * contexts are pooled inside and freed by {@link #close()}.
 */
public final class MvjpegEncoder implements AutoCloseable {
    /** An encoder; loads the native libraries on first use. @throws CodecException if they cannot be loaded */
    public MvjpegEncoder() {
        throw new UnsupportedOperationException();
    }

    /** Codes one picture. @throws CodecException if a native library fails */
    public EncodedPicture encode(Pixels pixels, EncoderOptions options) {
        return encode(pixels, options, ProgressListener.NONE);
    }

    /** Codes one picture, with progress. */
    public EncodedPicture encode(Pixels pixels, EncoderOptions options, ProgressListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
