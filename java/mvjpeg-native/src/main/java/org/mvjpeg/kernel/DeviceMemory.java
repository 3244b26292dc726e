package org.mvjpeg.kernel;

import org.bytedeco.javacpp.Pointer;

/**
 * Which part of a batch lies in the memory of the GPU that the kernel runs on, where it is read and written in place. In such planes
 * the address and the stride of Y must be even. A {@code BytePointer} of any CUDA allocation will do; nothing of JavaCPP's CUDA
 * presets is needed.
 *
 * @param sources whether all sources, pixels and planes, lie there
 * @param planes whether all planes lie there
 * @param stream a {@code cudaStream_t} of that GPU, for example a {@code CUstream_st}, or null for the default stream. The batch begins
 *     when what the stream holds is done, and what is put into it after the submit begins when the GPU is done with the batch
 */
public record DeviceMemory(boolean sources, boolean planes, Pointer stream) {
    void describe(NativeApi.DeviceMemoryStruct struct) {
        struct.pictures(sources ? 1 : 0);
        struct.planes(planes ? 1 : 0);
        struct.stream(stream);
    }
}
