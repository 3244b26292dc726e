package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelBatchTest {
    @Test
    void aBatchGivesTheBytesOfItsPictures() {
        try (Kernel kernel = Kernel.load("cpu", Models.human());
                BatchOfPictures pictures = new BatchOfPictures(Kernel.MAX_BATCH, 1)) {
            List<byte[]> expected = pictures.planesOneByOne(kernel);
            try (Ticket ticket = kernel.submit(pictures.jobs(), 2)) {
                ticket.await();
                assertThat(pictures.planes()).containsExactlyElementsOf(expected);
                ticket.await();
            }
        }
    }

    @Test
    void aTicketOutlivesItsKernel() {
        Kernel kernel = Kernel.load("cpu", Models.machine());
        try (BatchOfPictures pictures = new BatchOfPictures(3, 2)) {
            List<byte[]> expected = pictures.planesOneByOne(kernel);
            try (Ticket ticket = kernel.submit(pictures.jobs(), 1)) {
                kernel.close();
                ticket.await();
            }
            assertThat(pictures.planes()).containsExactlyElementsOf(expected);
            assertThatThrownBy(() -> kernel.submit(pictures.jobs(), 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void badBatchesNameThePictureAndTheLimit() {
        try (Kernel kernel = Kernel.converter("cpu");
                BatchOfPictures pictures = new BatchOfPictures(3, 3)) {
            List<Job> jobs = new ArrayList<>(pictures.jobs());
            Job last = jobs.get(2);
            jobs.set(2, new Job(last.source(), 52, last.planes()));
            assertThatThrownBy(() -> kernel.submit(jobs, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("picture 2: QP 52 is outside 0..51");
            assertThatThrownBy(() -> kernel.submit(List.of(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a batch of 0 pictures; 1 to 64 are allowed");
            assertThatThrownBy(() -> kernel.submit(Collections.nCopies(65, last), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65");
            assertThatThrownBy(() -> kernel.submit(pictures.jobs(), new DeviceMemory(true, true, null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("the kernel runs on the CPU \\(\\w+\\), which cannot work in a GPU's memory");
        }
    }

    @Test
    void aGpuIsChosenByItsNumber() {
        String before = System.getProperty(KernelLibrary.DEVICE_PROPERTY);
        try {
            for (String bad : List.of("first", "-1", "")) {
                System.setProperty(KernelLibrary.DEVICE_PROPERTY, bad);
                assertThatThrownBy(KernelLibrary::openCuda)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(
                                "system property mvjpeg.cuda.device=" + bad + ": not the number of a GPU, such as 0");
            }
        } finally {
            if (before == null) {
                System.clearProperty(KernelLibrary.DEVICE_PROPERTY);
            } else {
                System.setProperty(KernelLibrary.DEVICE_PROPERTY, before);
            }
        }
    }
}
