package org.mvjpeg.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.mvjpeg.codec.I420;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.photos.Photo;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.tensor.Tensors;

/** Photographs that are kept from training, coded once at all QPs. */
final class FilterValidation {
    private static final int BATCH = 8;

    private final List<Criterion> criteria;
    private final int[] sides;
    private final List<Integer> qps;
    private final int perPhoto;
    private final Map<Integer, List<List<CodedPair>>> coded = new LinkedHashMap<>();

    /**
     * Codes the photographs.
     *
     * @param sides of the pictures for each criterion, pixels
     * @param qps at which it can measure, rising
     * @throws IOException if fewer than 2 photographs can be read
     */
    FilterValidation(
            List<Criterion> criteria,
            int[] sides,
            List<Integer> qps,
            FilterCodecs codecs,
            ValidationPictures cut,
            Executor encoders)
            throws IOException {
        this.criteria = criteria;
        this.sides = sides.clone();
        this.qps = List.copyOf(qps);
        this.perPhoto = cut.perPhoto();
        cut.cut(sides).forEach((side, photos) -> coded.put(side, code(codecs, photos, encoders)));
    }

    /** By QP and picture. */
    private List<List<CodedPair>> code(FilterCodecs codecs, List<Photo> photos, Executor encoders) {
        List<List<CompletableFuture<CodedPair>>> pending = new ArrayList<>();
        for (int qp : qps) {
            List<CompletableFuture<CodedPair>> row = new ArrayList<>();
            for (int i = 0; i < photos.size(); i++) {
                int number = i;
                row.add(CompletableFuture.supplyAsync(() -> codecs.code(number, photos.get(number), qp), encoders));
            }
            pending.add(row);
        }
        return pending.stream()
                .map(row -> row.stream().map(CompletableFuture::join).toList())
                .toList();
    }

    /** How many photographs there are. */
    int photos() {
        return count() / perPhoto;
    }

    private int count() {
        return coded.values().iterator().next().get(0).size();
    }

    /** Without a filter. */
    Measurement anchor() {
        return measure((decoded, qp) -> decoded, qps);
    }

    /** Behind the filter that would ship. @param at some of the QPs */
    Measurement measure(PreprocessingNetwork network, List<Integer> at) {
        try (Kernel kernel = Kernel.load(KernelPlanes.TARGET, network.export(Map.of()))) {
            return measure((decoded, qp) -> KernelPlanes.filtered(kernel, decoded, qp), at);
        }
    }

    private interface Filter {
        I420 apply(I420 decoded, int qp);
    }

    private Measurement measure(Filter filter, List<Integer> at) {
        double[][][] bytes = new double[criteria.size()][at.size()][count()];
        double[][][] distances = new double[criteria.size()][at.size()][count()];
        for (int q = 0; q < at.size(); q++) {
            for (Map.Entry<Integer, List<List<CodedPair>>> size : coded.entrySet()) {
                List<CodedPair> pairs = size.getValue().get(qps.indexOf(at.get(q)));
                for (int from = 0; from < pairs.size(); from += BATCH) {
                    List<CodedPair> batch = pairs.subList(from, Math.min(from + BATCH, pairs.size()));
                    for (int criterion = 0; criterion < sides.length; criterion++) {
                        if (sides[criterion] == size.getKey()) {
                            float[] found = distances(criterion, filter, batch, at.get(q));
                            for (int i = 0; i < found.length; i++) {
                                bytes[criterion][q][from + i] = batch.get(i).bytes();
                                distances[criterion][q][from + i] = found[i];
                            }
                        }
                    }
                }
            }
        }
        return new Measurement(at, perPhoto, bytes, distances, 0);
    }

    private float[] distances(int criterion, Filter filter, List<CodedPair> pairs, int qp) {
        List<I420> shown =
                pairs.stream().map(pair -> filter.apply(pair.decoded(), qp)).toList();
        List<I420> originals = pairs.stream().map(CodedPair::original).toList();
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            return Tensors.floats(
                    criteria.get(criterion).loss().loss(PlaneBatches.tensors(originals), PlaneBatches.tensors(shown)));
        }
    }
}
