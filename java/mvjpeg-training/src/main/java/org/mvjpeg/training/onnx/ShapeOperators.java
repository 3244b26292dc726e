package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/** Other shapes of the same values, and shapes as values. */
final class ShapeOperators {
    private static final int INPUT_AXES_OPSET = 13;
    private static final int INPUT_SHAPE_OPSET = 5;
    private static final long MAX_BLOCK = 64;

    private ShapeOperators() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Reshape", ShapeOperators::reshape);
        table.put("Flatten", ShapeOperators::flatten);
        table.put("Squeeze", ShapeOperators::squeeze);
        table.put("Unsqueeze", ShapeOperators::unsqueeze);
        table.put("Transpose", ShapeOperators::transpose);
        table.put("Shape", ShapeOperators::shape);
        table.put("Expand", attributes -> Step.of(inputs -> expand(inputs)));
        table.put("Tile", attributes -> Step.of(inputs -> tile(inputs.get(0), inputs.longs(1))));
        table.put("DepthToSpace", ShapeOperators::depthToSpace);
        table.put("SpaceToDepth", ShapeOperators::spaceToDepth);
    }

    private static Step reshape(Attributes attributes) throws IOException {
        boolean copyZero = !attributes.flag("allowzero", false);
        if (attributes.opset() < INPUT_SHAPE_OPSET) {
            throw new IOException("the shape as an attribute (operator set 4 and older) is not supported");
        }
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] from = x.shape();
            long[] to = inputs.longs(1);
            for (int i = 0; copyZero && i < to.length; i++) {
                if (to[i] == 0) {
                    to[i] = from[Axes.of(i, from.length)];
                }
            }
            long[] ofBatch = ofBatch(x, from, to, inputs.batch());
            return x.reshape(ofBatch);
        });
    }

    /**
     * Exporters write the batch size of their example into shapes: [1, 85, -1] would pour the images of a larger batch into one
     * another without an error. Where the values still begin with the batch axis, its size is put right.
     */
    private static long[] ofBatch(Tensor x, long[] from, long[] to, Batch batch) {
        boolean stated = batch.differs()
                && x.is_floating_point()
                && from.length > 0
                && to.length > 0
                && from[0] == batch.actual()
                && to[0] == batch.declared();
        if (!stated) {
            return to;
        }
        long[] corrected = to.clone();
        corrected[0] = batch.actual();
        return fits(x.numel(), corrected) ? corrected : to;
    }

    private static boolean fits(long elements, long[] shape) {
        long product = 1;
        boolean open = false;
        for (long size : shape) {
            open |= size == -1;
            product *= size == -1 ? 1 : size;
        }
        return product > 0 && (open ? elements % product == 0 : elements == product);
    }

    private static Step flatten(Attributes attributes) throws IOException {
        long axis = attributes.integer("axis", 1);
        return Step.of(inputs -> {
            long[] shape = inputs.get(0).shape();
            int from = Axes.insertion(axis, shape.length);
            long rows = Arrays.stream(shape, 0, from).reduce(1, (a, b) -> a * b);
            long columns = Arrays.stream(shape, from, shape.length).reduce(1, (a, b) -> a * b);
            return inputs.get(0).reshape(rows, columns);
        });
    }

    private static Step squeeze(Attributes attributes) throws IOException {
        boolean asInput = attributes.opset() >= INPUT_AXES_OPSET;
        long[] named = asInput ? null : attributes.integers("axes");
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] axes = asInput && inputs.has(1) ? inputs.longs(1) : named;
            if (axes == null) {
                return x.squeeze();
            }
            long[] all = Axes.all(axes, x.dim());
            for (long axis : all) {
                if (x.size(axis) != 1) {
                    throw new IllegalArgumentException(
                            "axis " + axis + " of the shape " + Arrays.toString(x.shape()) + " is not 1");
                }
            }
            return x.squeeze(all);
        });
    }

    private static Step unsqueeze(Attributes attributes) throws IOException {
        boolean asInput = attributes.opset() >= INPUT_AXES_OPSET;
        long[] named = asInput ? null : attributes.integers("axes");
        if (!asInput && named == null) {
            throw new IOException("attribute axes is missing");
        }
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] axes = asInput ? inputs.longs(1) : named;
            for (long axis : Axes.all(axes, x.dim() + axes.length)) {
                x = x.unsqueeze(axis);
            }
            return x;
        });
    }

    private static Step transpose(Attributes attributes) throws IOException {
        long[] named = attributes.integers("perm");
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] order = named;
            if (order == null) {
                int rank = (int) x.dim();
                order = new long[rank];
                Arrays.setAll(order, i -> rank - 1 - i);
            }
            return x.permute(order);
        });
    }

    private static Step shape(Attributes attributes) throws IOException {
        long start = attributes.integer("start", 0);
        long end = attributes.integer("end", Long.MAX_VALUE);
        return Step.of(inputs -> {
            long[] shape = inputs.get(0).shape();
            int rank = shape.length;
            int from = (int) Math.min(Math.max(start < 0 ? start + rank : start, 0), rank);
            int to = (int) Math.min(Math.max(end < 0 ? end + rank : end, from), rank);
            return Tensors.of(Arrays.copyOfRange(shape, from, to), to - from);
        });
    }

    private static Tensor expand(Inputs inputs) {
        Tensor x = inputs.get(0);
        return x.expand(Broadcast.shape(x.shape(), inputs.longs(1)));
    }

    private static Tensor tile(Tensor x, long[] repeats) {
        long[] shape = x.shape();
        if (repeats.length != shape.length) {
            throw new IllegalArgumentException(repeats.length + " repeats do not belong to " + shape.length + " axes");
        }
        for (int i = 0; i < shape.length; i++) {
            shape[i] *= Math.min(Math.max(repeats[i], -1), Limits.MAX_ELEMENTS + 1);
        }
        Limits.requireShape(shape);
        return x.repeat(repeats);
    }

    private static Step depthToSpace(Attributes attributes) throws IOException {
        long block = blockSize(attributes);
        boolean depthFirst = attributes.choice("mode", "DCR", "CRD").equals("DCR");
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] s = fourAxes(x);
            long channels = s[1] / (block * block);
            Tensor blocks = depthFirst
                    ? x.reshape(s[0], block, block, channels, s[2], s[3]).permute(0, 3, 4, 1, 5, 2)
                    : x.reshape(s[0], channels, block, block, s[2], s[3]).permute(0, 1, 4, 2, 5, 3);
            return blocks.reshape(s[0], channels, s[2] * block, s[3] * block);
        });
    }

    private static Step spaceToDepth(Attributes attributes) throws IOException {
        long block = blockSize(attributes);
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] s = fourAxes(x);
            long height = s[2] / block;
            long width = s[3] / block;
            return x.reshape(s[0], s[1], height, block, width, block)
                    .permute(0, 3, 5, 1, 2, 4)
                    .reshape(s[0], s[1] * block * block, height, width);
        });
    }

    private static long blockSize(Attributes attributes) throws IOException {
        long block = attributes.integer("blocksize", 0);
        if (block < 1 || block > MAX_BLOCK) {
            throw new IOException("attribute blocksize " + block + " is not in 1.." + MAX_BLOCK);
        }
        return block;
    }

    private static long[] fourAxes(Tensor x) {
        if (x.dim() != 4) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(x.shape()) + " does not have four axes");
        }
        return x.shape();
    }
}
