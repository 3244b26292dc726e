package org.mvjpeg.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;

/** Pictures of several sizes and QPs in native memory, every third of them as planes, with the planes that they are to become. */
final class BatchOfPictures implements AutoCloseable {
    private final List<Job> jobs = new ArrayList<>();
    private final List<BytePointer> memory = new ArrayList<>();

    BatchOfPictures(int count, long seed) {
        Random random = new Random(seed);
        for (int k = 0; k < count; k++) {
            int width = 2 * random.nextInt(1, 40);
            int height = 2 * random.nextInt(1, 40);
            byte[] pixels = new byte[width * height * 3];
            random.nextBytes(pixels);
            BytePointer in = new BytePointer(pixels);
            int luma = width * height;
            BytePointer out = new BytePointer(luma + luma / 2);
            memory.add(in);
            memory.add(out);
            Input source =
                    k % 3 == 2 ? planes(in, width, height) : new Source(in, 3L * width, 3, 0, 1, 2, width, height);
            jobs.add(new Job(source, random.nextInt(52), planes(out, width, height)));
        }
    }

    private static Planes planes(BytePointer memory, int width, int height) {
        int luma = width * height;
        BytePointer u = memory.getPointer(luma);
        BytePointer v = memory.getPointer(luma + luma / 4);
        return new Planes(memory, u, v, width, width / 2, width / 2, width, height);
    }

    List<Job> jobs() {
        return jobs;
    }

    /** All planes. */
    List<byte[]> planes() {
        return jobs.stream()
                .map(job -> {
                    byte[] bytes = new byte[job.planes().width() * job.planes().height() / 2 * 3];
                    job.planes().y().get(bytes);
                    return bytes;
                })
                .toList();
    }

    /** The planes as one picture after the other gives them. */
    List<byte[]> planesOneByOne(Kernel kernel) {
        jobs.forEach(job -> kernel.submit(List.of(job), 1).await());
        List<byte[]> planes = planes();
        jobs.forEach(job -> job.planes().y().fill(0x5A));
        return planes;
    }

    @Override
    public void close() {
        memory.forEach(BytePointer::close);
    }
}
