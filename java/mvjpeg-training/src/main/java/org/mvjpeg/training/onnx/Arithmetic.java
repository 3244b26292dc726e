package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Arithmetic and comparison of tensors with broadcasting. Integers stay integers. */
final class Arithmetic {
    private static final int BROADCAST_OPSET = 7;

    private Arithmetic() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Add", binary(Tensor::add));
        table.put("Sub", binary(Tensor::sub));
        table.put("Mul", binary(Tensor::mul));
        table.put("Div", binary(Arithmetic::divide));
        table.put("Pow", binary(Arithmetic::power));
        table.put("Equal", binary(Tensor::eq));
        table.put("Greater", binary(Tensor::gt));
        table.put("Less", binary(Tensor::lt));
        table.put("GreaterOrEqual", binary(Tensor::ge));
        table.put("LessOrEqual", binary(Tensor::le));
        table.put("Max", all(torch::maximum));
        table.put("Min", all(torch::minimum));
        table.put("Sum", all(Tensor::add));
        table.put("Sqrt", Operator.of(torch::sqrt));
        table.put("Exp", Operator.of(torch::exp));
        table.put("Log", Operator.of(torch::log));
        table.put("Abs", Operator.of(torch::abs));
        table.put("Neg", Operator.of(torch::neg));
        table.put("Reciprocal", Operator.of(torch::reciprocal));
        table.put("Floor", Operator.of(x -> x.is_floating_point() ? torch.floor(x) : x));
        table.put("Ceil", Operator.of(x -> x.is_floating_point() ? torch.ceil(x) : x));
        table.put("Round", Operator.of(x -> x.is_floating_point() ? torch.round(x) : x));
    }

    private static Operator binary(BinaryOperator<Tensor> function) {
        return attributes -> {
            refuseOldBroadcast(attributes);
            return Step.of(inputs -> broadcast(inputs.get(0), inputs.get(1), function));
        };
    }

    private static Operator all(BinaryOperator<Tensor> function) {
        return attributes -> Step.of(inputs -> {
            Tensor result = inputs.get(0);
            for (int i = 1; i < inputs.count(); i++) {
                result = broadcast(result, inputs.get(i), function);
            }
            return result;
        });
    }

    /** Before opset 7 the axis to which the second operand is aligned could be named. */
    private static void refuseOldBroadcast(Attributes attributes) throws IOException {
        if (attributes.opset() < BROADCAST_OPSET) {
            attributes.ignore("consumed_inputs");
            attributes.require("broadcast", 0);
        }
    }

    private static Tensor broadcast(Tensor a, Tensor b, BinaryOperator<Tensor> function) {
        Broadcast.shape(a.shape(), b.shape());
        return function.apply(a, b);
    }

    private static Tensor divide(Tensor a, Tensor b) {
        if (a.is_floating_point() || b.is_floating_point()) {
            return a.div(b);
        }
        // LibTorch's integer division yields floats; doubles hold every size exactly.
        return torch.trunc(a.to(ScalarType.Double).div(b.to(ScalarType.Double))).to(ScalarType.Long);
    }

    /** A constant scalar exponent spares the logarithm in the gradient, which is not a number at 0. */
    private static Tensor power(Tensor base, Tensor exponent) {
        if (exponent.numel() == 1 && exponent.dim() <= base.dim() && !exponent.requires_grad()) {
            return torch.pow(base, new Scalar(exponent.item_double()));
        }
        return torch.pow(base, exponent);
    }
}
