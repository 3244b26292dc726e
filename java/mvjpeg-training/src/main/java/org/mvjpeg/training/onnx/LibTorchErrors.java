package org.mvjpeg.training.onnx;

/** What went wrong, without the stack of C++ frames that LibTorch adds. */
final class LibTorchErrors {
    private LibTorchErrors() {}

    static String words(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf("\nException raised from");
        return (end < 0 ? message : message.substring(0, end)).strip().replaceAll("\\s+", " ");
    }
}
