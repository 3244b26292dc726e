package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.I420;
import org.mvjpeg.codec.PlaneCodec;
import org.mvjpeg.codec.Profile;

/** x265 with the settings that ship, several pictures at once. */
final class RealCodec implements AutoCloseable {
    private final PlaneCodec codec = new PlaneCodec();
    private final EncoderOptions options;
    private final Executor executor;

    /** With the settings for machines. @param executor not closed with the codec */
    RealCodec(Executor executor) {
        this(executor, Profile.MACHINE);
    }

    /** @param executor not closed with the codec @param profile whose settings x265 gets */
    RealCodec(Executor executor, Profile profile) {
        this.options = EncoderOptions.builder().profile(profile).threads(1).build();
        this.executor = executor;
    }

    /** What decides what it makes of a picture, beside the QP. */
    String settings() {
        return options.profile() + " " + options.speed() + " " + options.x265Options();
    }

    /** Codes one picture on the calling thread. @throws org.mvjpeg.codec.CodecException if a native library failed */
    CodedPlanes code(I420 picture, int qp) {
        return codec.code(picture, options.toBuilder().qp(qp).build());
    }

    /** Pictures on their way through x265. */
    static final class Pending {
        private final List<CompletableFuture<CodedPlanes>> pictures;

        private Pending(List<CompletableFuture<CodedPlanes>> pictures) {
            this.pictures = pictures;
        }

        /** Waits for all. @throws org.mvjpeg.codec.CodecException if a native library failed */
        List<CodedPlanes> join() {
            List<CodedPlanes> coded = new ArrayList<>();
            for (CompletableFuture<CodedPlanes> picture : pictures) {
                try {
                    coded.add(picture.join());
                } catch (CompletionException e) {
                    throw e.getCause() instanceof RuntimeException cause ? cause : e;
                }
            }
            return coded;
        }
    }

    /** Begins to code pictures, each at its QP. */
    Pending start(List<I420> pictures, int[] qps) {
        List<CompletableFuture<CodedPlanes>> pending = new ArrayList<>();
        for (int i = 0; i < qps.length; i++) {
            I420 picture = pictures.get(i);
            int qp = qps[i];
            pending.add(CompletableFuture.supplyAsync(() -> code(picture, qp), executor));
        }
        return new Pending(pending);
    }

    @Override
    public void close() {
        codec.close();
    }
}
