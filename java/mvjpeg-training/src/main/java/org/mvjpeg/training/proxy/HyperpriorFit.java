package org.mvjpeg.training.proxy;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Fits a {@link HyperpriorProxy} to what another codec made of pictures: its decoded samples and its bits. The bits are part of the
 * fit, so that the proxy is as short of them as the codec is.
 */
public final class HyperpriorFit implements AutoCloseable {
    /** Squared error, in steps of 8-bit samples, that weighs as much as bits off by a factor of e. */
    private static final double SQUARED_ERROR_PER_RATE = 50;

    /** Norm of all gradients; rounded latents make single batches steep. */
    private static final double GRADIENT_LIMIT = 5;

    private final HyperpriorProxy proxy;
    private final TensorVector parameters;
    private final Adam optimiser;

    /** @param proxy not closed with the fit */
    public HyperpriorFit(HyperpriorProxy proxy) {
        this.proxy = proxy;
        try (PointerScope scope = new PointerScope()) {
            this.parameters =
                    Ops.keep(new TensorVector(proxy.parameters().values().toArray(Tensor[]::new)));
            this.optimiser = Ops.keep(new Adam(parameters, new AdamOptions()));
        }
    }

    /**
     * One step.
     *
     * @param qp of each picture, shape [N]
     * @param coded the codec's decoded pictures
     * @param bits the codec's, shape [N], positive
     * @param learningRate of Adam, for example 1e-3
     * @return the loss before the step
     * @throws ArithmeticException if it is not finite; the proxy is as before
     */
    public double step(PlaneTensors source, Tensor qp, PlaneTensors coded, Tensor bits, double learningRate) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode gradients = new AutoGradMode(true)) {
            Tensor loss = loss(source, qp, coded, bits);
            double value = loss.item_float();
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("the loss of a step of the proxy's fit is " + value);
            }
            optimiser.zero_grad();
            loss.backward();
            torch.clip_grad_norm_(parameters, GRADIENT_LIMIT);
            optimiser.param_groups().get(0).options().set_lr(learningRate);
            optimiser.step();
            return value;
        }
    }

    private Tensor loss(PlaneTensors source, Tensor qp, PlaneTensors coded, Tensor bits) {
        ProxyResult result = proxy.code(source, qp);
        Tensor error = squaredError(result.decoded().y(), coded.y())
                .add(Ops.mul(
                        squaredError(result.decoded().u(), coded.u())
                                .add(squaredError(result.decoded().v(), coded.v())),
                        0.25));
        Tensor rate = result.bits().clamp_min(new Scalar(1)).log().sub(bits.log());
        return Ops.mul(error, 1 / SQUARED_ERROR_PER_RATE).add(rate.mul(rate).mean());
    }

    private static Tensor squaredError(Tensor a, Tensor b) {
        Tensor difference = a.sub(b);
        return difference.mul(difference).mean();
    }

    /** Frees the optimiser; the proxy stays open. */
    @Override
    public void close() {
        optimiser.releaseReference();
        parameters.releaseReference();
    }
}
