/** The preprocessing kernel: native library, models, and their Java binding. */
module org.mvjpeg.kernel {
    requires transitive org.bytedeco.javacpp;
    requires com.grack.nanojson;

    exports org.mvjpeg.kernel;
}
