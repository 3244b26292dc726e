package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Matrix products. */
final class LinearAlgebra {
    private LinearAlgebra() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Gemm", LinearAlgebra::gemm);
        table.put("MatMul", attributes -> Step.of(inputs -> product(inputs.get(0), inputs.get(1))));
    }

    private static Step gemm(Attributes attributes) throws IOException {
        float alpha = attributes.single("alpha", 1);
        float beta = attributes.single("beta", 1);
        boolean transA = attributes.flag("transA", false);
        boolean transB = attributes.flag("transB", false);
        attributes.ignore("broadcast");
        return Step.of(inputs -> {
            Tensor a = transA ? inputs.get(0).t() : inputs.get(0);
            Tensor b = transB ? inputs.get(1).t() : inputs.get(1);
            Tensor product = product(a, b);
            if (alpha != 1) {
                product = product.mul(new Scalar(alpha));
            }
            if (!inputs.has(2)) {
                return product;
            }
            Tensor c = inputs.get(2);
            return product.add(beta == 1 ? c : c.mul(new Scalar(beta)));
        });
    }

    private static Tensor product(Tensor a, Tensor b) {
        if (a.dim() >= 2 && b.dim() >= 2) {
            long[] left = a.shape();
            long[] right = b.shape();
            long[] batches =
                    Broadcast.shape(Arrays.copyOf(left, left.length - 2), Arrays.copyOf(right, right.length - 2));
            long[] shape = Arrays.copyOf(batches, batches.length + 2);
            shape[batches.length] = left[left.length - 2];
            shape[batches.length + 1] = right[right.length - 1];
            Limits.requireShape(shape);
        }
        return torch.matmul(a, b);
    }
}
