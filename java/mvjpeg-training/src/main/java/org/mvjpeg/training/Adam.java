package org.mvjpeg.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980) with clipped gradients. LibTorch's own keeps its moments where a checkpoint cannot see them;
 * for some ten thousand parameters plain arrays are as fast.
 */
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Map<String, float[]> first = new LinkedHashMap<>();
    private final Map<String, float[]> second = new LinkedHashMap<>();
    private final double clip;

    /**
     * @param parameters whose names and sizes are taken
     * @param clip largest norm of all gradients together; longer ones are shortened to it
     */
    Adam(Map<String, Tensor> parameters, double clip) {
        this.clip = clip;
        parameters.forEach((name, tensor) -> {
            first.put(name, new float[Math.toIntExact(tensor.numel())]);
            second.put(name, new float[Math.toIntExact(tensor.numel())]);
        });
    }

    /** Means of the gradients, by parameter; live. */
    Map<String, float[]> first() {
        return first;
    }

    /** Means of the squared gradients, by parameter; live. */
    Map<String, float[]> second() {
        return second;
    }

    /**
     * Moves the parameters against their gradients, and clears those.
     *
     * @param step from 0
     * @return the gradients' norm before it was limited
     * @throws ArithmeticException if a gradient is not finite; the parameters are as before
     */
    double step(Map<String, Tensor> parameters, int step, double learningRate) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            Map<String, float[]> gradients = new LinkedHashMap<>();
            parameters.forEach((name, tensor) -> gradients.put(name, takeGradient(tensor)));
            double norm = norm(gradients);
            if (!Double.isFinite(norm)) {
                throw new ArithmeticException("a gradient of step " + (step + 1) + " is not finite");
            }
            double scale = norm > clip ? clip / norm : 1;
            double rate = learningRate * Math.sqrt(1 - Math.pow(BETA2, step + 1)) / (1 - Math.pow(BETA1, step + 1));
            double epsilon = EPSILON * Math.sqrt(1 - Math.pow(BETA2, step + 1));
            gradients.forEach((name, gradient) -> {
                Tensor tensor = parameters.get(name);
                float[] values = Tensors.floats(tensor);
                move(values, gradient, first.get(name), second.get(name), scale, rate, epsilon);
                tensor.copy_(Tensors.of(values, tensor.shape()));
            });
            return norm;
        }
    }

    /** Zeros for a parameter that no gradient reached. */
    private static float[] takeGradient(Tensor tensor) {
        Tensor gradient = tensor.mutable_grad();
        if (!gradient.defined()) {
            return new float[Math.toIntExact(tensor.numel())];
        }
        float[] values = Tensors.floats(gradient);
        gradient.zero_();
        return values;
    }

    private static double norm(Map<String, float[]> gradients) {
        double sum = 0;
        for (float[] gradient : gradients.values()) {
            for (float value : gradient) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum);
    }

    private static void move(
            float[] values, float[] gradient, float[] m, float[] v, double scale, double rate, double epsilon) {
        for (int i = 0; i < values.length; i++) {
            double g = scale * gradient[i];
            m[i] = (float) (BETA1 * m[i] + (1 - BETA1) * g);
            v[i] = (float) (BETA2 * v[i] + (1 - BETA2) * g * g);
            values[i] = (float) (values[i] - rate * m[i] / (Math.sqrt(v[i]) + epsilon));
        }
    }
}
