package org.mvjpeg.training.proxy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A small learned codec with a hyperprior (Balle et al., ICLR 2018) that is fitted to another codec's pictures and bits by {@link
 * HyperpriorFit}. Latents are rounded with the gradient of the identity; their distribution is Laplace with mean and scale from the
 * hyperprior. One network serves all quantisers: each channel of the latents has a gain that falls exponentially with the QP.
 *
 * <p>Works on 4:2:0 as six planes of half the resolution. Until it is fitted it is no codec's proxy, and it should be
 * {@linkplain #freeze frozen} before it stands for one. Not safe from many threads while
 * it is being fitted.
 */
public final class HyperpriorProxy implements CodecProxy {
    private static final int PLANES = 6;

    /** Luma samples per latent of the hyperprior and side: 2 by the planes, 8 by the analysis, 2 by its own. */
    private static final int ALIGNMENT = 32;

    private static final double MIDDLE = 128;
    private static final int NEUTRAL_QP = 32;

    private final Convolution[] analysis;
    private final Convolution[] synthesis;
    private final Convolution[] hyperAnalysis;
    private final Convolution[] hyperSynthesis;

    /** By channel: logarithm of the gain at QP 32, and its fall per QP. */
    private final Tensor gain;

    private final Tensor fall;

    /** By channel of the hyperprior: logarithm of the scale of its Laplace distribution. */
    private final Tensor hyperScale;

    /** Logarithm of what the other codec takes for a bit of this one. */
    private final Tensor bitScale;

    /**
     * An unfitted proxy.
     *
     * @param channels of the latents, at least 1
     * @param hyperChannels of the hyperprior's latents, at least 1
     * @param seed of the initial weights
     * @throws IllegalArgumentException if a number of channels is not positive
     */
    public HyperpriorProxy(int channels, int hyperChannels, long seed) {
        if (channels < 1 || hyperChannels < 1) {
            throw new IllegalArgumentException(
                    channels + " and " + hyperChannels + " channels; there must be at least 1");
        }
        Random random = new Random(seed);
        int c = channels;
        int h = hyperChannels;
        this.analysis = new Convolution[] {
            new Convolution(PLANES, c, 5, 2, 1, random),
            new Convolution(c, c, 5, 2, 1, random),
            new Convolution(c, c, 5, 2, 1, random)
        };
        this.synthesis = new Convolution[] {
            new Convolution(c, 4 * c, 3, 1, 1, random),
            new Convolution(c, 4 * c, 3, 1, 1, random),
            new Convolution(c, 4 * PLANES, 3, 1, 0.5, random)
        };
        this.hyperAnalysis =
                new Convolution[] {new Convolution(c, h, 3, 1, 1, random), new Convolution(h, h, 3, 2, 1, random)};
        this.hyperSynthesis = new Convolution[] {
            new Convolution(h, 4 * h, 3, 1, 1, random), new Convolution(h, 2 * c, 3, 1, 0.5, random)
        };
        try (PointerScope scope = new PointerScope()) {
            // A latent of size one is worth a few quantisation steps at QP 32.
            this.gain = parameter(filled(c, Math.log(4)), 1, c, 1, 1);
            this.fall = parameter(filled(c, Math.log(2) / 6), 1, c, 1, 1);
            this.hyperScale = parameter(filled(h, 0), 1, h, 1, 1);
            this.bitScale = parameter(new double[] {0}, 1);
        }
    }

    private static double[] filled(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }

    private static Tensor parameter(double[] values, long... shape) {
        Tensor parameter = Ops.keep(Ops.of(values, shape));
        parameter.requires_grad_(true);
        return parameter;
    }

    /** What is fitted, by name, in a fixed order; they live as long as this. */
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        put(parameters, "analysis", analysis);
        put(parameters, "synthesis", synthesis);
        put(parameters, "hyper_analysis", hyperAnalysis);
        put(parameters, "hyper_synthesis", hyperSynthesis);
        parameters.put("gain", gain);
        parameters.put("fall", fall);
        parameters.put("hyper_scale", hyperScale);
        parameters.put("bit_scale", bitScale);
        return parameters;
    }

    private static void put(Map<String, Tensor> parameters, String name, Convolution[] layers) {
        for (int i = 0; i < layers.length; i++) {
            parameters.put(name + "." + i + ".weight", layers[i].weight());
            parameters.put(name + "." + i + ".bias", layers[i].bias());
        }
    }

    /** Ends the fit: gradients flow to the pictures alone from now on. */
    public void freeze() {
        parameters().values().forEach(parameter -> parameter.requires_grad_(false));
    }

    private Stream<Convolution> convolutions() {
        return Stream.of(analysis, synthesis, hyperAnalysis, hyperSynthesis).flatMap(Arrays::stream);
    }

    @Override
    public ProxyResult code(PlaneTensors planes, Tensor qp) {
        return ProxyResult.of(planes, qp, this::codeInScope);
    }

    private ProxyResult codeInScope(PlaneTensors planes, Tensor qp) {
        Tensor level = gain.sub(fall.mul(Ops.add(Ops.floats(qp), -NEUTRAL_QP).reshape(-1, 1, 1, 1)))
                .exp();
        Tensor latents = run(analysis, input(planes), false).mul(level);
        Tensor hyper = run(hyperAnalysis, latents, false);
        Tensor roundedHyper = rounded(hyper);
        Tensor distribution = run(hyperSynthesis, roundedHyper, true);
        long channels = latents.size(1);
        Tensor mean = distribution.narrow(1, 0, channels);
        Tensor scale = Ops.add(torch.softplus(distribution.narrow(1, channels, channels)), 0.05);
        Tensor roundedLatents = rounded(latents);
        Tensor bits = perPicture(Laplace.bits(roundedLatents, mean, scale))
                .add(perPicture(Laplace.bits(roundedHyper, torch.zeros_like(hyper), hyperScale.exp())));
        Tensor output = run(synthesis, roundedLatents.div(level), true);
        return new ProxyResult(output(output, planes), bits.mul(bitScale.exp()));
    }

    private static Tensor perPicture(Tensor bits) {
        return bits.sum(1, 2, 3);
    }

    /** Rectified between the layers; upwards the last layer, or the first of the hyperprior, doubles the sides by shuffling. */
    private static Tensor run(Convolution[] layers, Tensor input, boolean up) {
        Tensor x = input;
        for (int i = 0; i < layers.length; i++) {
            x = layers[i].apply(x);
            if (up && (layers.length > 2 || i == 0)) {
                x = torch.pixel_shuffle(x, 2);
            }
            if (i + 1 < layers.length) {
                x = torch.leaky_relu(x);
            }
        }
        return x;
    }

    /** Rounding with the gradient of the identity. */
    private static Tensor rounded(Tensor x) {
        Tensor detached = x.detach();
        return x.add(detached.round().sub(detached));
    }

    private static Tensor input(PlaneTensors planes) {
        long bottom = -planes.height() & ALIGNMENT - 1;
        long right = -planes.width() & ALIGNMENT - 1;
        Tensor y = torch.replication_pad2d(planes.y(), 0, right, 0, bottom);
        Tensor u = torch.replication_pad2d(planes.u(), 0, right / 2, 0, bottom / 2);
        Tensor v = torch.replication_pad2d(planes.v(), 0, right / 2, 0, bottom / 2);
        Tensor all = torch.cat(new TensorVector(torch.pixel_unshuffle(y, 2), u, v), 1);
        return Ops.mul(Ops.add(all, -MIDDLE), 1 / MIDDLE);
    }

    private static PlaneTensors output(Tensor planes, PlaneTensors like) {
        Tensor samples = Ops.clamp(Ops.add(Ops.mul(planes, MIDDLE), MIDDLE), 0, 255);
        Tensor y = torch.pixel_shuffle(samples.narrow(1, 0, 4), 2);
        return new PlaneTensors(
                y.narrow(2, 0, like.height()).narrow(3, 0, like.width()),
                chroma(samples, 4, like),
                chroma(samples, 5, like));
    }

    private static Tensor chroma(Tensor samples, long plane, PlaneTensors like) {
        return samples.narrow(1, plane, 1).narrow(2, 0, like.height() / 2).narrow(3, 0, like.width() / 2);
    }

    @Override
    public void close() {
        convolutions().forEach(Convolution::close);
        Stream.of(gain, fall, hyperScale, bitScale).forEach(Tensor::releaseReference);
    }
}
