package org.mvjpeg.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;

/** Loads the native kernel library and tells what this machine can run. */
public final class KernelLibrary {
    /** The GPU to use, by CUDA's numbers. */
    public static final String DEVICE_PROPERTY = "mvjpeg.cuda.device";

    /** The CUDA library to use instead of the built one. */
    public static final String LIBRARY_PROPERTY = "mvjpeg.cuda.library";

    private static final int TEXT_CAPACITY = 4096;

    private KernelLibrary() {}

    /**
     * Unpacks and loads the library; the first call does the work.
     *
     * @throws UnsatisfiedLinkError if it cannot be loaded, with the reason and the cache folder
     */
    public static void load() {
        try {
            Loader.load(NativeApi.class);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw linkError("the mvjpeg kernel library cannot be loaded: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw linkError("the mvjpeg kernel library cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** CPU targets that this machine runs, slowest first. */
    public static List<String> cpuTargets() {
        load();
        return List.of(
                NativeApi.mvjpeg_cpu_targets().getString(StandardCharsets.UTF_8).split(","));
    }

    /**
     * Opens the CUDA library if it was built, and the GPU that the system property {@value #DEVICE_PROPERTY} chooses, by default the
     * first usable one; never throws for a GPU that is missing or broken. The library is the one of this build or the file that the
     * system property {@value #LIBRARY_PROPERTY} names; it stays the same for the process, while the GPU may be lost.
     *
     * @throws IllegalArgumentException if the property names no number of a GPU
     */
    public static CudaStatus openCuda() {
        load();
        int device = chosenDevice();
        File library;
        try {
            library = cudaLibrary();
        } catch (IOException e) {
            return new CudaStatus(false, false, "the CUDA library cannot be unpacked: " + e.getMessage());
        }
        if (library == null) {
            return new CudaStatus(false, false, "this build has no CUDA library");
        }
        try (CallMemory memory = new CallMemory()) {
            BytePointer description = memory.copy(new byte[TEXT_CAPACITY]);
            int status = NativeApi.mvjpeg_cuda_open(memory.text(library.getPath()), device, description, TEXT_CAPACITY);
            return new CudaStatus(status == NativeApi.OK, status == NativeApi.DEVICE_LOST, text(description));
        }
    }

    /** All GPUs that CUDA lists, usable or not: {@code "0: name, compute capability 9.0"}; after {@link #openCuda()}. */
    public static List<String> cudaDevices() {
        load();
        try (CallMemory memory = new CallMemory()) {
            BytePointer list = memory.copy(new byte[TEXT_CAPACITY]);
            Kernel.check(NativeApi.mvjpeg_cuda_devices(list, TEXT_CAPACITY));
            return text(list).lines().toList();
        }
    }

    /** Minus one where none was chosen. */
    private static int chosenDevice() {
        String value = System.getProperty(DEVICE_PROPERTY);
        if (value == null) {
            return -1;
        }
        try {
            int device = Integer.parseInt(value.strip());
            if (device >= 0) {
                return device;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "system property " + DEVICE_PROPERTY + "=" + value + ": not the number of a GPU, such as 0");
    }

    /** @return null where none was built */
    private static File cudaLibrary() throws IOException {
        String file = System.getProperty(LIBRARY_PROPERTY);
        return file != null
                ? new File(file)
                : Loader.cacheResource(NativeApi.class, Loader.getPlatform() + "/libmvjpeg_cuda.so");
    }

    private static String text(BytePointer buffer) {
        long length = BytePointer.strlen(buffer); // getString alone returns the whole buffer
        return buffer.limit(length).getString(StandardCharsets.UTF_8);
    }

    /**
     * The folder that native libraries are unpacked to.
     *
     * @throws UnsatisfiedLinkError if no folder can be written
     */
    public static Path cacheFolder() {
        try {
            return Loader.getCacheDir().toPath();
        } catch (IOException e) {
            throw linkError("no folder for native libraries can be written: " + e.getMessage(), e);
        }
    }

    private static UnsatisfiedLinkError linkError(String message, Throwable cause) {
        UnsatisfiedLinkError error = new UnsatisfiedLinkError(message);
        error.initCause(cause);
        return error;
    }
}
