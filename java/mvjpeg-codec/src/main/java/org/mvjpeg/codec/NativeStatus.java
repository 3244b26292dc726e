package org.mvjpeg.codec;

import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.KernelException;
import org.mvjpeg.kernel.KernelLibrary;

/**
 * What runs on this machine, for {@code doctor} and log lines.
 *
 * @param isa the instruction set in use, for example {@code avx512vnni}
 * @param isas all that this machine can run, slowest first
 * @param gpu the GPU that is used in words, or why there is none
 * @param gpus all GPUs that CUDA lists, by number
 * @param ffmpeg version of FFmpeg and of its libavcodec
 * @param x265 version of x265 as far as it tells; where there is none, the reason
 * @param cache folder that the native libraries were unpacked to
 */
public record NativeStatus(
        String isa, List<String> isas, String gpu, List<String> gpus, String ffmpeg, String x265, String cache) {
    public NativeStatus {
        isas = List.copyOf(isas);
        gpus = List.copyOf(gpus);
    }

    /** Loads the libraries if need be. @throws CodecException naming the library and the reason if one cannot be loaded */
    public static NativeStatus query() {
        Kernels.load();
        Ffmpeg.load();
        return new NativeStatus(
                fastest(),
                KernelLibrary.cpuTargets(),
                KernelLibrary.openCuda().description(),
                KernelLibrary.cudaDevices(),
                ffmpegVersion(),
                x265Version(),
                NativeCache.folder());
    }

    private static String fastest() {
        try (Kernel kernel = Kernel.converter("cpu")) {
            return kernel.target();
        } catch (KernelException e) {
            throw new CodecException("mvjpeg kernel: " + e.getMessage(), e);
        }
    }

    private static String ffmpegVersion() {
        int version = avcodec.avcodec_version();
        return avutil.av_version_info().getString() + ", libavcodec " + (version >> 16) + "." + (version >> 8 & 255)
                + "." + (version & 255);
    }

    private static String x265Version() {
        try {
            return X265Version.query();
        } catch (CodecException e) {
            return "none: " + e.getMessage();
        }
    }
}
