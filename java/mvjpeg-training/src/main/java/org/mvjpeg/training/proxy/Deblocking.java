package org.mvjpeg.training.proxy;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The deblocking filter of ITU-T H.265 clause 8.7.2 for intra pictures, without rounding; decisions have no gradient. */
final class Deblocking implements AutoCloseable {
    private static final int GRID = 8;

    private final Tensor betas;
    private final Tensor tcs;
    private final Tensor chromaQps;

    Deblocking() {
        try (PointerScope scope = new PointerScope()) {
            betas = Ops.keep(Tensor.create(Hevc.betas(), Hevc.MAX_QP + 1));
            tcs = Ops.keep(Tensor.create(Hevc.tcs(), Hevc.MAX_QP + 1));
            chromaQps = Ops.keep(Tensor.create(Hevc.chromaQps(), Hevc.MAX_QP + 1));
        }
    }

    /**
     * Which left edges of the cells of the 8x8 grid are edges of blocks, and the cells' QPs.
     *
     * @param vertical edges, shape [N, H / 8, W / 8], boolean
     * @param horizontal likewise, top edges
     * @param qp same shape
     */
    record Edges(Tensor vertical, Tensor horizontal, Tensor qp) {
        static Edges of(BlockTree tree, Tensor groupQp) {
            Tensor small = Ops.columns(Ops.columns(tree.selected().get(4), 1, 0, 2), 2, 0, 2);
            Tensor vertical = small.clone();
            Tensor horizontal = small.clone();
            for (int side : new int[] {8, 16, 32}) {
                long cells = side / GRID;
                Tensor selected = tree.selected().get(side);
                Ops.columns(vertical, 2, 0, cells).bitwise_or_(Ops.repeat(selected, cells, 1));
                Ops.columns(horizontal, 1, 0, cells).bitwise_or_(Ops.repeat(selected, cells, 2));
            }
            return new Edges(vertical, horizontal, Ops.enlarge(groupQp, Hevc.GROUP / GRID));
        }

        /** Those of the pictures with rows and columns exchanged. */
        Edges transposed() {
            return new Edges(horizontal.transpose(1, 2), vertical.transpose(1, 2), qp.transpose(1, 2));
        }
    }

    /** Filters luma of shape [N, H, W]. */
    Tensor luma(Tensor y, Edges edges) {
        Tensor once = lumaEdges(y, edges);
        return lumaEdges(once.transpose(1, 2), edges.transposed()).transpose(1, 2);
    }

    /** Filters a chroma plane of shape [N, H / 2, W / 2]. */
    Tensor chroma(Tensor plane, Edges edges) {
        Tensor once = chromaEdges(plane, edges);
        return chromaEdges(once.transpose(1, 2), edges.transposed()).transpose(1, 2);
    }

    private static Tensor lookUp(Tensor table, Tensor qp) {
        return table.index_select(0, qp.to(ScalarType.Long).reshape(-1)).reshape(qp.shape());
    }

    /** The mean QP of the cells on both sides, rounded up. */
    private static Tensor meanQp(Tensor before, Tensor after) {
        return Ops.mul(Ops.add(before.add(after), 1), 0.5).floor();
    }

    private Tensor lumaEdges(Tensor y, Edges edges) {
        long height = y.size(1);
        long width = y.size(2);
        long cells = width / GRID;
        Tensor flags = Ops.floats(Ops.cut(edges.vertical(), 2, 1, cells));
        Tensor qp = meanQp(Ops.cut(edges.qp(), 2, 0, cells - 1), Ops.cut(edges.qp(), 2, 1, cells));
        Tensor beta = Ops.repeat(lookUp(betas, qp).mul(flags), 2, 1);
        Tensor tc = Ops.repeat(lookUp(tcs, qp).mul(flags), 2, 1);
        // [N, segments of four lines, line, edge, p3..p0 q0..q3]
        Tensor lines = Ops.cut(y, 2, 4, width - 4).reshape(-1, height / 4, 4, cells - 1, GRID);
        Tensor filtered = lines.add(lumaChange(lines, new LumaSegments(lines.detach(), beta, tc)));
        return around(y, filtered.reshape(-1, height, width - GRID));
    }

    private static Tensor around(Tensor plane, Tensor middle) {
        long width = plane.size(2);
        return torch.cat(new TensorVector(Ops.cut(plane, 2, 0, 4), middle, Ops.cut(plane, 2, width - 4, width)), 2);
    }

    private static Tensor lumaChange(Tensor lines, LumaSegments segments) {
        Tensor[] s = new Tensor[GRID];
        for (int i = 0; i < GRID; i++) {
            s[i] = lines.select(-1, i);
        }
        Tensor[] change = new Tensor[GRID];
        Tensor zero = torch.zeros_like(s[0]);
        change[0] = zero;
        change[7] = zero;
        Tensor twice = Ops.mul(segments.tc, 2);
        change[1] = strong(segments, twice, s[1], 8, new int[] {2, 3, 1, 1, 1, 0, 0, 0}, s);
        change[2] = strong(segments, twice, s[2], 4, new int[] {0, 1, 1, 1, 1, 0, 0, 0}, s);
        change[3] = strong(segments, twice, s[3], 8, new int[] {0, 1, 2, 2, 2, 1, 0, 0}, s);
        change[4] = strong(segments, twice, s[4], 8, new int[] {0, 0, 1, 2, 2, 2, 1, 0}, s);
        change[5] = strong(segments, twice, s[5], 4, new int[] {0, 0, 0, 1, 1, 1, 1, 0}, s);
        change[6] = strong(segments, twice, s[6], 8, new int[] {0, 0, 0, 1, 1, 1, 3, 2}, s);

        Tensor delta = Ops.mul(s[4].sub(s[3]), 9 / 16.0).sub(Ops.mul(s[5].sub(s[2]), 3 / 16.0));
        Tensor small =
                Ops.floats(delta.detach().abs().lt(Ops.mul(segments.tc, 10))).mul(segments.weak);
        delta = Ops.clamp(delta, segments.tc).mul(small);
        Tensor half = Ops.mul(segments.tc, 0.5);
        Tensor p1 = Ops.mul(Ops.mul(s[1].add(s[3]), 0.5).sub(s[2]).add(delta), 0.5);
        Tensor q1 = Ops.mul(Ops.mul(s[6].add(s[4]), 0.5).sub(s[5]).sub(delta), 0.5);
        change[2] = change[2].add(Ops.clamp(p1, half).mul(small).mul(segments.alsoP));
        change[3] = change[3].add(delta);
        change[4] = change[4].sub(delta);
        change[5] = change[5].add(Ops.clamp(q1, half).mul(small).mul(segments.alsoQ));
        return Ops.stack(-1, change);
    }

    private static Tensor strong(
            LumaSegments segments, Tensor limit, Tensor sample, int divisor, int[] weights, Tensor[] all) {
        Tensor sum = null;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                Tensor term = Ops.mul(all[i], (double) weights[i] / divisor);
                sum = sum == null ? term : sum.add(term);
            }
        }
        return Ops.clamp(sum.sub(sample), limit).mul(segments.strong);
    }

    /** The decisions of clause 8.7.2.5.3 on segments of four lines, as factors 0 or 1 of shape [N, segments, 1, edges]. */
    private static final class LumaSegments {
        private final Tensor tc;
        private final Tensor strong;
        private final Tensor weak;
        private final Tensor alsoP;
        private final Tensor alsoQ;

        LumaSegments(Tensor lines, Tensor beta, Tensor tc) {
            this.tc = tc.unsqueeze(2);
            Tensor outer = Ops.columns(lines, 2, 0, 3);
            Tensor[] s = new Tensor[GRID];
            for (int i = 0; i < GRID; i++) {
                s[i] = outer.select(-1, i);
            }
            Tensor p = curvature(s[1], s[2], s[3]);
            Tensor q = curvature(s[6], s[5], s[4]);
            Tensor both = p.add(q);
            Tensor limit = beta.unsqueeze(2);
            Tensor on = both.sum(2).lt(beta).unsqueeze(2);
            Tensor flat = Ops.mul(both, 2)
                    .lt(Ops.mul(limit, 0.25))
                    .logical_and(s[0].sub(s[3]).abs().add(s[7].sub(s[4]).abs()).lt(Ops.mul(limit, 0.125)))
                    .logical_and(s[3].sub(s[4]).abs().lt(Ops.mul(this.tc, 2.5)))
                    .all(2, true);
            this.strong = Ops.floats(on.logical_and(flat));
            this.weak = Ops.floats(on.logical_and(flat.logical_not()));
            Tensor side = Ops.mul(beta, 3 / 16.0);
            this.alsoP = Ops.floats(p.sum(2).lt(side)).unsqueeze(2);
            this.alsoQ = Ops.floats(q.sum(2).lt(side)).unsqueeze(2);
        }

        private static Tensor curvature(Tensor a, Tensor b, Tensor c) {
            return a.sub(Ops.mul(b, 2)).add(c).abs();
        }
    }

    /** Chroma edges lie on a grid of 8 chroma samples. */
    private Tensor chromaEdges(Tensor plane, Edges edges) {
        long height = plane.size(1);
        long width = plane.size(2);
        long cells = width / 4;
        Tensor flags = Ops.floats(Ops.columns(edges.vertical(), 2, 2, 2));
        Tensor qp =
                meanQp(Ops.columns(Ops.cut(edges.qp(), 2, 0, cells - 1), 2, 1, 2), Ops.columns(edges.qp(), 2, 2, 2));
        Tensor tc = Ops.repeat(lookUp(tcs, lookUp(chromaQps, qp)).mul(flags), 4, 1);
        Tensor lines = Ops.cut(plane, 2, 4, width - 4).reshape(-1, height, width / GRID - 1, GRID);
        Tensor p1 = lines.select(-1, 2);
        Tensor p0 = lines.select(-1, 3);
        Tensor q0 = lines.select(-1, 4);
        Tensor q1 = lines.select(-1, 5);
        Tensor delta = Ops.mul(Ops.mul(q0.sub(p0), 4).add(p1).sub(q1), 0.125);
        delta = Ops.clamp(delta, tc);
        Tensor zero = torch.zeros_like(delta);
        Tensor change = Ops.stack(-1, zero, zero, zero, delta, delta.neg(), zero, zero, zero);
        return around(plane, lines.add(change).reshape(-1, height, width - GRID));
    }

    @Override
    public void close() {
        betas.releaseReference();
        tcs.releaseReference();
        chromaQps.releaseReference();
    }
}
