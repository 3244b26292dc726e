package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.mvjpeg.training.tensor.Tensors;

/** Parts of tensors, and tensors from parts. */
final class Selections {
    private static final int INPUT_SLICES_OPSET = 10;
    private static final int INPUT_SPLIT_OPSET = 13;

    private Selections() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Concat", Selections::concat);
        table.put("Split", Selections::split);
        table.put("Slice", Selections::slice);
        table.put("Gather", Selections::gather);
        table.put(
                "Where",
                attributes -> Step.of(inputs -> {
                    Broadcast.shape(
                            inputs.get(0).shape(),
                            Broadcast.shape(inputs.get(1).shape(), inputs.get(2).shape()));
                    return torch.where(inputs.get(0).to(ScalarType.Bool), inputs.get(1), inputs.get(2));
                }));
    }

    private static Step concat(Attributes attributes) throws IOException {
        long axis = attributes.integer("axis", 1);
        return Step.of(inputs -> {
            long along = Axes.of(axis, inputs.get(0).dim());
            long elements = 0;
            Tensor[] parts = new Tensor[inputs.count()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = along > 0 ? everyImage(inputs.get(i), inputs.batch()) : inputs.get(i);
                elements += parts[i].numel();
            }
            Limits.requireShape(elements);
            return torch.cat(new TensorVector(parts), along);
        });
    }

    /** Constants that a file made for its own batch size are the same for every image. */
    private static Tensor everyImage(Tensor part, Batch batch) {
        if (!batch.differs() || batch.declared() != 1 || part.size(0) != 1) {
            return part;
        }
        long[] shape = part.shape();
        shape[0] = batch.actual();
        return part.expand(shape);
    }

    private static Step split(Attributes attributes) throws IOException {
        long axis = attributes.integer("axis", 0);
        boolean asInput = attributes.opset() >= INPUT_SPLIT_OPSET;
        long[] named = asInput ? null : attributes.integers("split");
        int count = attributes.outputs();
        attributes.require("num_outputs", count);
        return inputs -> {
            Tensor x = inputs.get(0);
            int along = Axes.of(axis, x.dim());
            long[] sizes = asInput && inputs.has(1) ? inputs.longs(1) : named;
            if (sizes == null) {
                sizes = even(x.size(along), count);
            }
            if (sizes.length != count || LongStream.of(sizes).sum() != x.size(along)) {
                throw new IllegalArgumentException("the sizes " + Arrays.toString(sizes) + " do not make " + count
                        + " parts of the shape " + Arrays.toString(x.shape()) + " along axis " + along);
            }
            List<Tensor> parts = new ArrayList<>();
            long from = 0;
            for (long size : sizes) {
                parts.add(x.narrow(along, from, size));
                from += size;
            }
            return parts;
        };
    }

    private static long[] even(long size, int count) {
        long[] sizes = new long[count];
        long each = (size + count - 1) / count;
        Arrays.fill(sizes, each);
        sizes[count - 1] = size - each * (count - 1);
        return sizes;
    }

    private static Step slice(Attributes attributes) throws IOException {
        if (attributes.opset() >= INPUT_SLICES_OPSET) {
            return Step.of(inputs -> slice(
                    inputs.get(0),
                    inputs.longs(1),
                    inputs.longs(2),
                    inputs.has(3) ? inputs.longs(3) : null,
                    inputs.has(4) ? inputs.longs(4) : null));
        }
        long[] starts = attributes.integers("starts");
        long[] ends = attributes.integers("ends");
        long[] axes = attributes.integers("axes");
        if (starts == null || ends == null) {
            throw new IOException("attributes starts and ends are missing");
        }
        return Step.of(inputs -> slice(inputs.get(0), starts, ends, axes, null));
    }

    private static Tensor slice(Tensor x, long[] starts, long[] ends, long[] axes, long[] steps) {
        if (ends.length != starts.length
                || axes != null && axes.length != starts.length
                || steps != null && steps.length != starts.length) {
            throw new IllegalArgumentException("starts, ends, axes and steps are not equally many");
        }
        Tensor result = x;
        for (int i = 0; i < starts.length; i++) {
            int axis = Axes.of(axes == null ? i : axes[i], x.dim());
            result = slice(result, axis, starts[i], ends[i], steps == null ? 1 : steps[i]);
        }
        return result;
    }

    private static Tensor slice(Tensor x, int axis, long start, long end, long step) {
        long size = x.size(axis);
        if (step > 0) {
            long from = Math.min(Math.max(start < 0 ? start + size : start, 0), size);
            long to = Math.min(Math.max(end < 0 ? end + size : end, from), size);
            return torch.slice(x, axis, new LongOptional(from), new LongOptional(to), Math.min(step, size + 1));
        }
        if (step == 0) {
            throw new IllegalArgumentException("step 0 goes nowhere");
        }
        // The end -1 itself is reached by any value below -size.
        long from = Math.min(Math.max(start < 0 ? start + size : start, -1), size - 1);
        long to = Math.min(Math.max(end < 0 ? end + size : end, -1), size - 1);
        long stride = Math.max(step, -size - 1);
        long[] indices = LongStream.iterate(from, index -> index > to, index -> index + stride)
                .toArray();
        return x.index_select(axis, indices(x, indices));
    }

    private static Step gather(Attributes attributes) throws IOException {
        long axis = attributes.integer("axis", 0);
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            Tensor which = inputs.get(1);
            int along = Axes.of(axis, x.dim());
            long size = x.size(along);
            long[] indices = inputs.longs(1);
            for (int i = 0; i < indices.length; i++) {
                indices[i] = Axes.of(indices[i], size);
            }
            long[] before = x.shape();
            long[] chosen = which.shape();
            long[] shape = new long[before.length - 1 + chosen.length];
            System.arraycopy(before, 0, shape, 0, along);
            System.arraycopy(chosen, 0, shape, along, chosen.length);
            System.arraycopy(before, along + 1, shape, along + chosen.length, before.length - along - 1);
            Limits.requireShape(shape);
            return x.index_select(along, indices(x, indices)).reshape(shape);
        });
    }

    private static Tensor indices(Tensor x, long[] indices) {
        return Tensors.of(indices, indices.length).to(x.device(), ScalarType.Long);
    }
}
