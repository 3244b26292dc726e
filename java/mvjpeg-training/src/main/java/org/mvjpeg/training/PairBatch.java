package org.mvjpeg.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

/**
 * What a step of a post filter's training sees; tensors belong to the calling thread's PointerScope.
 *
 * @param criteria numbers of those that judge it
 * @param qps of the pictures
 * @param pairs of one size
 */
record PairBatch(List<Integer> criteria, int[] qps, List<CodedPair> pairs) {
    int size() {
        return qps.length;
    }

    /** This, divided among as many as there are pictures for, at most {@code count}; sizes differ by one at most. */
    List<PairBatch> shares(int count) {
        int parts = Math.min(count, size());
        return IntStream.range(0, parts)
                .mapToObj(part -> between(part * size() / parts, (part + 1) * size() / parts))
                .toList();
    }

    private PairBatch between(int from, int to) {
        return new PairBatch(criteria, Arrays.copyOfRange(qps, from, to), pairs.subList(from, to));
    }

    PlaneTensors originals() {
        return PlaneBatches.tensors(pairs.stream().map(CodedPair::original).toList());
    }

    PlaneTensors decoded() {
        return PlaneBatches.tensors(pairs.stream().map(CodedPair::decoded).toList());
    }

    /** Shape [N]. */
    Tensor qpTensor() {
        return Tensors.of(Arrays.stream(qps).asLongStream().toArray(), qps.length);
    }
}
