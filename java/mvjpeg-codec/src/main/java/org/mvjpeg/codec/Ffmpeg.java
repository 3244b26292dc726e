package org.mvjpeg.codec;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;

/** The one door to FFmpeg: loads libavcodec on first use and turns its status codes into exceptions. */
final class Ffmpeg {
    /** Added to the level of a context's messages, which FFmpeg reads modulo 256: quiet, and other users of FFmpeg keep their level. */
    private static final int SILENCE = 128;

    private static boolean loaded;
    private static String failure;

    private Ffmpeg() {}

    /** @throws CodecException naming the library and the reason; later calls repeat it */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        if (failure == null) {
            try {
                Loader.load(avutil.class);
                Loader.load(avcodec.class);
                loaded = true;
                return;
            } catch (LinkageError e) {
                failure = describe(e);
                throw new CodecException(failure, e);
            }
        }
        throw new CodecException(failure);
    }

    private static String describe(Throwable error) {
        StringBuilder text = new StringBuilder("cannot load FFmpeg (libavcodec)");
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                text.append(": ").append(cause.getMessage());
            }
        }
        return NativeCache.withHint(text.toString());
    }

    /** @throws CodecException if this FFmpeg was built without libx265 */
    static AVCodec x265() {
        load();
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("libx265");
        if (codec == null) {
            throw new CodecException("FFmpeg was built without libx265;"
                    + " put org.bytedeco:ffmpeg with a classifier that ends in -gpl on the class path");
        }
        return codec;
    }

    /**
     * Memory to be freed with {@code av_free}; not JavaCPP's, whose allocator refuses by the size of the whole process.
     *
     * @param what it is for, in the message
     * @throws CodecException if there is none
     */
    static BytePointer allocate(long bytes, String what) {
        BytePointer memory = new BytePointer(avutil.av_malloc(bytes));
        if (memory.isNull()) {
            throw new CodecException("no native memory for " + bytes + " bytes of " + what);
        }
        return memory;
    }

    /** A context that prints nothing. */
    static AVCodecContext allocate(AVCodec codec) {
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        if (context == null) {
            throw new CodecException("FFmpeg: out of memory for a codec context");
        }
        context.log_level_offset(SILENCE);
        return context;
    }

    /** @throws CodecException with FFmpeg's own message if {@code status} is an error */
    static void check(int status, String action) {
        if (status < 0) {
            throw new CodecException(action + ": " + message(status));
        }
    }

    private static String message(int status) {
        byte[] text = new byte[256];
        avutil.av_strerror(status, text, text.length);
        int length = 0;
        while (text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
