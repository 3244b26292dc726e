package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

/** A small heap beside much native memory, of which JavaCPP's allocator would have no more. */
class CallMemoryTest {
    @Test
    void kernelsWorkWhereJavacppAllocatesNothing() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=1",
                        "-Dorg.bytedeco.javacpp.maxRetries=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("JavaCPP has none, the kernel works");
    }

    static final class Program {
        public static void main(String[] arguments) {
            KernelLibrary.openCuda();
            try (Kernel kernel = Kernel.load("cpu", Models.human());
                    CallMemory memory = new CallMemory()) {
                byte[] pixels = new byte[16 * 16 * 3];
                BytePointer planes = memory.copy(new byte[384]);
                kernel.process(
                        new Source(memory.copy(pixels), 48, 3, 0, 1, 2, 16, 16),
                        30,
                        new Planes(planes, planes.getPointer(256), planes.getPointer(320), 16, 8, 8, 16, 16),
                        1);
                try (BytePointer refused = new BytePointer(1)) {
                    System.out.print("JavaCPP gave " + refused.capacity());
                } catch (OutOfMemoryError e) {
                    System.out.print("JavaCPP has none");
                }
                System.out.print(planes.get(300) == (byte) 128 ? ", the kernel works" : ", no planes");
            }
        }
    }
}
