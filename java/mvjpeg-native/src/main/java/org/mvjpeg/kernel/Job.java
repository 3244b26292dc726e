package org.mvjpeg.kernel;

import java.util.Objects;

/**
 * One picture of a batch.
 *
 * @param source pixels to convert, or planes to filter
 * @param qp quantiser that the network is conditioned on, 0 to 51
 */
public record Job(Input source, int qp, Planes planes) {
    public Job {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(planes, "planes");
    }

    void describe(NativeApi.JobStruct struct) {
        if (source instanceof Planes decoded) {
            decoded.describe(struct.decoded());
        } else {
            ((Source) source).describe(struct.picture());
        }
        planes.describe(struct.planes());
        struct.qp(qp);
    }
}
