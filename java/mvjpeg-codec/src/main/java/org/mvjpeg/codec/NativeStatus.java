package org.mvjpeg.codec;

import java.util.List;

/**
 * What runs on this machine, for {@code doctor} and log lines.
 *
 * @param isa the instruction set in use, for example {@code avx512vnni}
 * @param isas all that this machine can run, slowest first
 * @param gpu the GPU in words, or why there is none
 * @param ffmpeg version of libavcodec
 * @param x265 version of x265 as far as it tells
 * @param cache folder that the native libraries were unpacked to
 */
public record NativeStatus(String isa, List<String> isas, String gpu, String ffmpeg, String x265, String cache) {
    /** Loads the libraries if need be. @throws CodecException naming the library and the reason if one cannot be loaded */
    public static NativeStatus query() {
        throw new UnsupportedOperationException();
    }
}
