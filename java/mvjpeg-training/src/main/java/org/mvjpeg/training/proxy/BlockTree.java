package org.mvjpeg.training.proxy;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * How pictures are divided into blocks and by what each is predicted, by side of the block.
 *
 * @param selected which blocks are coded, shape [N, rows, columns], boolean
 * @param modes index of the prediction mode of every block, selected or not, same shape
 */
record BlockTree(Map<Integer, Tensor> selected, Map<Integer, Tensor> modes) {
    /**
     * The coded blocks of one size.
     *
     * @param ids position in the batch: picture times blocks per picture plus block
     * @param modes index of the prediction mode of each
     */
    record Choice(Tensor ids, Tensor modes) {
        boolean isEmpty() {
            return ids.numel() == 0;
        }
    }

    Choice choice(int side) {
        Tensor ids = Ops.indices(selected.get(side));
        return new Choice(ids, modes.get(side).reshape(-1).index_select(0, ids));
    }
}
