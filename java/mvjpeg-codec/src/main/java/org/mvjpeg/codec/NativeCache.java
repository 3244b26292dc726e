package org.mvjpeg.codec;

import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;

/** The folder that native libraries are unpacked to. */
final class NativeCache {
    private NativeCache() {}

    /** The folder, or why there is none. */
    static String folder() {
        try {
            return Loader.getCacheDir().getPath();
        } catch (IOException e) {
            return "none: " + e.getMessage();
        }
    }

    /** Adds what to do where the message shows that the folder cannot hold libraries. */
    static String withHint(String message) {
        boolean noexec = message.contains("failed to map segment") || message.contains("Operation not permitted");
        File folder = new File(folder());
        if (noexec) {
            return message + "; the cache folder " + folder + " seems to be mounted noexec:"
                    + " name another with -Dorg.bytedeco.javacpp.cachedir=FOLDER";
        }
        if (!folder.canWrite()) {
            return message + "; the cache folder " + folder + " cannot be written:"
                    + " name another with -Dorg.bytedeco.javacpp.cachedir=FOLDER";
        }
        return message;
    }
}
