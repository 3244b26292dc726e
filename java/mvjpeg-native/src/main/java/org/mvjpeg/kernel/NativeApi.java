package org.mvjpeg.kernel;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.annotation.ByRef;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.MemberGetter;
import org.bytedeco.javacpp.annotation.MemberSetter;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.Opaque;
import org.bytedeco.javacpp.annotation.Platform;

/** {@code native/include/mvjpeg/kernel.h}, function by function. {@link KernelLibrary#load()} comes first. */
@Platform(include = "mvjpeg/kernel.h", link = "mvjpeg", library = "jnimvjpeg", compiler = "cpp17")
final class NativeApi {
    static final int OK = 0;
    static final int INVALID_ARGUMENT = 1;
    static final int INVALID_MODEL = 2;
    static final int UNAVAILABLE = 3;
    static final int OUT_OF_MEMORY = 4;
    static final int DEVICE_ERROR = 5;
    static final int DEVICE_LOST = 6;

    static final int I8 = 0;
    static final int I16 = 1;
    static final int I32 = 2;
    static final int F32 = 3;

    private NativeApi() {}

    @Opaque
    @Name("mvjpeg_kernel")
    static final class KernelHandle extends Pointer {
        KernelHandle(Pointer address) {
            super(address);
        }
    }

    @Opaque
    @Name("mvjpeg_ticket")
    static final class TicketHandle extends Pointer {
        TicketHandle(Pointer address) {
            super(address);
        }
    }

    @Name("mvjpeg_tensor")
    static final class TensorStruct extends Pointer {
        TensorStruct(Pointer address) {
            super(address);
        }

        TensorStruct at(long index) {
            position(index);
            return this;
        }

        @MemberSetter
        native void name(@Cast("const char*") BytePointer value);

        @MemberSetter
        native void data(@Const Pointer value);

        @MemberSetter
        native void dtype(int value);

        @MemberSetter
        native void rank(int value);

        @MemberSetter
        native void shape(int axis, @Cast("int64_t") long value);
    }

    @Name("mvjpeg_picture")
    static final class PictureStruct extends Pointer {
        PictureStruct(Pointer address) {
            super(address);
        }

        @MemberSetter
        native void data(@Cast("const uint8_t*") BytePointer value);

        @MemberSetter
        native void row_stride(@Cast("ptrdiff_t") long value);

        @MemberSetter
        native void pixel_stride(int value);

        @MemberSetter
        native void red(int value);

        @MemberSetter
        native void green(int value);

        @MemberSetter
        native void blue(int value);

        @MemberSetter
        native void width(int value);

        @MemberSetter
        native void height(int value);
    }

    @Name("mvjpeg_planes")
    static final class PlanesStruct extends Pointer {
        PlanesStruct(Pointer address) {
            super(address);
        }

        @MemberSetter
        native void y(@Cast("uint8_t*") BytePointer value);

        @MemberSetter
        native void u(@Cast("uint8_t*") BytePointer value);

        @MemberSetter
        native void v(@Cast("uint8_t*") BytePointer value);

        @MemberSetter
        native void stride_y(@Cast("ptrdiff_t") long value);

        @MemberSetter
        native void stride_u(@Cast("ptrdiff_t") long value);

        @MemberSetter
        native void stride_v(@Cast("ptrdiff_t") long value);

        @MemberSetter
        native void width(int value);

        @MemberSetter
        native void height(int value);
    }

    @Name("mvjpeg_job")
    static final class JobStruct extends Pointer {
        JobStruct(Pointer address) {
            super(address);
        }

        JobStruct at(long index) {
            position(index);
            return this;
        }

        @MemberGetter
        native @ByRef PictureStruct picture();

        @MemberGetter
        native @ByRef PlanesStruct decoded();

        @MemberGetter
        native @ByRef PlanesStruct planes();

        @MemberSetter
        native void qp(int value);
    }

    @Name("mvjpeg_device_memory")
    static final class DeviceMemoryStruct extends Pointer {
        DeviceMemoryStruct(Pointer address) {
            super(address);
        }

        @MemberSetter
        native void pictures(int value);

        @MemberSetter
        native void planes(int value);

        @MemberSetter
        native void stream(Pointer value);
    }

    @MemberGetter
    @Name("sizeof(mvjpeg_tensor)")
    static native @Cast("size_t") long tensorBytes();

    @MemberGetter
    @Name("sizeof(mvjpeg_job)")
    static native @Cast("size_t") long jobBytes();

    @MemberGetter
    @Name("sizeof(mvjpeg_device_memory)")
    static native @Cast("size_t") long deviceMemoryBytes();

    static native @Cast("const char*") BytePointer mvjpeg_last_error();

    static native @Cast("const char*") BytePointer mvjpeg_cpu_targets();

    static native int mvjpeg_kernel_create(
            @Cast("const char*") BytePointer target,
            @Const TensorStruct tensors,
            @Cast("size_t") long count,
            @Cast("mvjpeg_kernel**") PointerPointer<KernelHandle> kernel);

    static native void mvjpeg_kernel_destroy(KernelHandle kernel);

    static native @Cast("const char*") BytePointer mvjpeg_kernel_target(@Const KernelHandle kernel);

    static native int mvjpeg_submit(
            @Const KernelHandle kernel,
            @Const JobStruct jobs,
            @Cast("size_t") long count,
            int threads,
            @Const DeviceMemoryStruct device,
            @Cast("mvjpeg_ticket**") PointerPointer<TicketHandle> ticket);

    static native int mvjpeg_wait(TicketHandle ticket);

    static native int mvjpeg_cuda_devices(@Cast("char*") BytePointer text, @Cast("size_t") long capacity);

    static native int mvjpeg_cuda_open(
            @Cast("const char*") BytePointer path,
            int device,
            @Cast("char*") BytePointer description,
            @Cast("size_t") long capacity);
}
