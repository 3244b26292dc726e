package org.mvjpeg.kernel;

import java.util.Objects;

/**
 * One picture of a batch.
 *
 * @param qp quantiser that the network is conditioned on, 0 to 51
 */
public record Job(Source source, int qp, Planes planes) {
    public Job {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(planes, "planes");
    }

    void describe(NativeApi.JobStruct struct) {
        source.describe(struct.picture());
        planes.describe(struct.planes());
        struct.qp(qp);
    }
}
