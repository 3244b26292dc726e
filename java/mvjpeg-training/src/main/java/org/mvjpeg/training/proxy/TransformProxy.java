package org.mvjpeg.training.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * HEVC intra coding as x265 does it, as tensor operations: adaptive quantisation, intra prediction, block sizes 4 to 32, dead-zone
 * quantisation, deblocking, and a fitted rate. Decisions are made without gradients and quantised values are exact; the gradient is
 * that of a smoothed quantiser.
 *
 * <p>A codec predicts from what it has reconstructed, block after block. Here all blocks are coded at once from the previous pass's
 * reconstruction; a few passes come close, and prediction's gradient is the source's.
 *
 * <p>Sample adaptive offset, sign hiding and strong intra smoothing are left out. Safe from many threads.
 */
public final class TransformProxy implements CodecProxy {
    /** Predicts a block before which nothing is decoded, clause 8.4.4.2.2. */
    private static final double NOTHING = 128;

    private final ProxyParameters parameters;
    private final Map<Integer, BlockTables> lumaTables;
    private final Map<Integer, BlockTables> chromaTables;
    private final LumaDecision lumaDecision;
    private final ChromaDecision chromaDecision;
    private final BlockCoder lumaCoder;
    private final BlockCoder chromaCoder;
    private final Deblocking deblocking = new Deblocking();
    private final RateModel rate;
    private final Tensor chromaQps;
    private final Map<Size, Geometry> geometries = new ConcurrentHashMap<>();

    public TransformProxy(ProxyParameters parameters) {
        this.parameters = parameters;
        int[] modes = parameters.modes().stream().mapToInt(mode -> mode).toArray();
        this.lumaTables = tables(true, modes);
        this.chromaTables = tables(false, modes);
        this.lumaDecision = new LumaDecision(parameters, lumaTables);
        this.chromaDecision = new ChromaDecision(parameters, chromaTables);
        this.lumaCoder = new BlockCoder(true, parameters.rounding(), lumaTables);
        this.chromaCoder = new BlockCoder(false, parameters.rounding(), chromaTables);
        this.rate = new RateModel(parameters.rate());
        try (PointerScope scope = new PointerScope()) {
            this.chromaQps = Ops.keep(Tensor.create(Hevc.chromaQps(), Hevc.MAX_QP + 1));
        }
    }

    private static Map<Integer, BlockTables> tables(boolean luma, int[] modes) {
        Map<Integer, BlockTables> tables = new HashMap<>();
        for (int side : BlockSizes.of(luma)) {
            tables.put(side, new BlockTables(side, luma, modes));
        }
        return tables;
    }

    private record Size(int height, int width) {}

    private record Geometry(PlaneGeometry luma, PlaneGeometry chroma) {
        static Geometry of(Size size) {
            try (PointerScope scope = new PointerScope()) {
                return new Geometry(
                        new PlaneGeometry(size.height, size.width, BlockSizes.LUMA, 1),
                        new PlaneGeometry(size.height / 2, size.width / 2, BlockSizes.CHROMA, 2));
            }
        }
    }

    /** What is fixed before the pass that has gradients. */
    private record Plan(
            BlockTree tree,
            Map<Integer, BlockTree.Choice> luma,
            Map<Integer, BlockTree.Choice> chroma,
            Tensor qp,
            Tensor chromaQp,
            Tensor lumaError,
            Tensor chromaError) {}

    /**
     * {@inheritDoc}
     *
     * <p>Planes whose sides are no multiples of 32 are continued by their edges, and the bits are of what is coded then.
     *
     * @throws IllegalArgumentException if there is not one QP per picture
     */
    @Override
    public ProxyResult code(PlaneTensors planes, Tensor qp) {
        return ProxyResult.of(planes, qp, this::codeInScope);
    }

    private ProxyResult codeInScope(PlaneTensors planes, Tensor qp) {
        long count = planes.count();
        int height = (int) padded(planes.height());
        int width = (int) padded(planes.width());
        Tensor y = pad(planes.y(), height, width);
        Tensor u = pad(planes.u(), height / 2, width / 2);
        Tensor v = pad(planes.v(), height / 2, width / 2);
        Geometry geometry = geometries.computeIfAbsent(new Size(height, width), Geometry::of);
        Tensor luma = y.reshape(count, -1);
        Tensor chroma = Ops.cat(u, v).reshape(2 * count, -1);

        Plan plan = plan(geometry, y.detach(), u.detach(), v.detach(), luma.detach(), chroma.detach(), qp);
        BlockCoder.Coded lumaCoded =
                lumaCoder.code(geometry.luma, luma, extended(luma.add(plan.lumaError)), plan.luma, plan.qp);
        BlockCoder.Coded chromaCoded = chromaCoder.code(
                geometry.chroma, chroma, extended(chroma.add(plan.chromaError)), plan.chroma, plan.chromaQp);

        Deblocking.Edges edges = Deblocking.Edges.of(plan.tree, plan.qp);
        Tensor chromaOut = limited(chromaCoded.reconstruction()).reshape(2, count, height / 2, width / 2);
        PlaneTensors decoded = new PlaneTensors(
                shown(
                        deblocking.luma(limited(lumaCoded.reconstruction()).reshape(count, height, width), edges),
                        planes.y()),
                shown(deblocking.chroma(chromaOut.select(0, 0), edges), planes.u()),
                shown(deblocking.chroma(chromaOut.select(0, 1), edges), planes.v()));
        Tensor chromaFeatures = chromaCoded.features().reshape(2, count, -1).sum(0);
        Tensor features = torch.cat(new TensorVector(lumaCoded.features(), chromaFeatures), 1);
        return new ProxyResult(decoded, rate.bits(features));
    }

    private Plan plan(Geometry geometry, Tensor y, Tensor u, Tensor v, Tensor luma, Tensor chroma, Tensor slice) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor qp = AdaptiveQuantisation.qps(y, u, v, Ops.floats(slice));
            Tensor chromaQp = chromaQps
                    .index_select(0, qp.to(ScalarType.Long).reshape(-1))
                    .reshape(qp.shape())
                    .repeat(2, 1, 1);
            Tensor lumaPass = luma;
            Tensor chromaPass = chroma;
            BlockTree tree = null;
            Map<Integer, BlockTree.Choice> lumaChoices = new HashMap<>();
            Map<Integer, BlockTree.Choice> chromaChoices = Map.of();
            for (int pass = 0; pass < parameters.passes(); pass++) {
                Tensor lumaReference = extended(lumaPass);
                Tensor chromaReference = extended(chromaPass);
                // The first decision sees the source around a block, the second what it will be predicted from.
                if (pass < 2) {
                    tree = lumaDecision.decide(
                            geometry.luma,
                            luma,
                            lumaReference,
                            qp,
                            pass == 0 ? parameters.firstModes() : parameters.modes());
                    for (int side : BlockSizes.LUMA) {
                        lumaChoices.put(side, tree.choice(side));
                    }
                    chromaChoices = chromaDecision.decide(geometry.chroma, chroma, chromaReference, tree);
                }
                lumaPass = limited(lumaCoder
                        .code(geometry.luma, luma, lumaReference, lumaChoices, qp)
                        .reconstruction());
                chromaPass = limited(chromaCoder
                        .code(geometry.chroma, chroma, chromaReference, chromaChoices, chromaQp)
                        .reconstruction());
            }
            return new Plan(tree, lumaChoices, chromaChoices, qp, chromaQp, lumaPass.sub(luma), chromaPass.sub(chroma));
        }
    }

    private static long padded(long side) {
        return (side + Hevc.GROUP - 1) / Hevc.GROUP * Hevc.GROUP;
    }

    private static Tensor pad(Tensor plane, long height, long width) {
        return torch.replication_pad2d(plane, 0, width - plane.size(3), 0, height - plane.size(2));
    }

    private static Tensor limited(Tensor samples) {
        return Ops.clamp(samples, 0, 255);
    }

    private static Tensor extended(Tensor samples) {
        return torch.constant_pad_nd(samples, new long[] {0, 1}, new Scalar(NOTHING));
    }

    /** The part that was asked for, in whole numbers with the gradient of what they were before. */
    private static Tensor shown(Tensor samples, Tensor like) {
        Tensor part =
                samples.narrow(1, 0, like.size(2)).narrow(2, 0, like.size(3)).unsqueeze(1);
        Tensor detached = part.detach();
        return part.add(limited(detached).round().sub(detached));
    }

    @Override
    public void close() {
        lumaTables.values().forEach(BlockTables::close);
        chromaTables.values().forEach(BlockTables::close);
        lumaDecision.close();
        deblocking.close();
        rate.close();
        chromaQps.releaseReference();
        for (Geometry geometry : geometries.values()) {
            geometry.luma.close();
            geometry.chroma.close();
        }
    }
}
