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
    private static final int DESCRIPTION_CAPACITY = 512;

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

    /** Opens the CUDA library if it was built; never throws for a GPU that is missing or broken. */
    public static CudaStatus openCuda() {
        load();
        File library;
        try {
            library = Loader.cacheResource(NativeApi.class, Loader.getPlatform() + "/libmvjpeg_cuda.so");
        } catch (IOException e) {
            return new CudaStatus(false, "the CUDA library cannot be unpacked: " + e.getMessage());
        }
        if (library == null) {
            return new CudaStatus(false, "this build has no CUDA library");
        }
        try (BytePointer path = new BytePointer(library.getPath(), StandardCharsets.UTF_8);
                BytePointer description = new BytePointer(DESCRIPTION_CAPACITY)) {
            boolean available = NativeApi.mvjpeg_cuda_open(path, description, DESCRIPTION_CAPACITY) == NativeApi.OK;
            long length = BytePointer.strlen(description); // getString alone returns the whole buffer
            return new CudaStatus(available, description.limit(length).getString(StandardCharsets.UTF_8));
        }
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
