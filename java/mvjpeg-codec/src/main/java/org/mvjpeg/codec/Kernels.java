package org.mvjpeg.codec;

/** The kernels of one encoder. */
final class Kernels implements AutoCloseable {
    private final Kernel converter = Kernel.converter("cpu");

    void process(EncoderOptions options, Source source, Planes planes) {
        converter.process(source, options.qp(), planes, options.threads());
    }

    void convert(EncoderOptions options, Source source, Planes planes) {
        converter.process(source, options.qp(), planes, options.threads());
    }

    @Override
    public void close() {
        converter.close();
    }
}
