package org.mvjpeg.training.proxy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.I420;
import org.mvjpeg.sets.fidelity.Plane;
import org.mvjpeg.sets.fidelity.Psnr;
import org.mvjpeg.training.tensor.Tensors;

/** Compares a proxy with the codec that it stands for. What is trained against a proxy that fails here learns the proxy. */
public final class ProxyGate {
    /**
     * The least change of ln(bits) of the codec whose sign is asked for; smaller ones are accidents of its search. A gray level more or less
     * in one luma sample of a hundred, which is nothing to see, moves x265's ln(bits) by 0.005 (QP 22) to 0.014 (QP 42), root mean square of
     * 30 photographs of 224x224.
     */
    public static final double SMALLEST_CHANGE = 0.02;

    private final CodecProxy proxy;
    private final PictureCodec codec;
    private final Map<String, TaskLoss> tasks;
    private final SlopeCheck slopes;

    /**
     * @param tasks losses by name; may be empty
     * @param softening share of the pictures' mean loss that training adds to each before the logarithm, above 0
     */
    public ProxyGate(CodecProxy proxy, PictureCodec codec, Map<String, TaskLoss> tasks, double softening) {
        this.proxy = proxy;
        this.codec = codec;
        this.tasks = new LinkedHashMap<>(tasks);
        this.slopes = new SlopeCheck(proxy, codec, this.tasks, softening);
    }

    /**
     * Codes all pictures at all QPs, each as it is, with every {@link Perturbation}, and with parts of some.
     *
     * @throws IllegalArgumentException if there are fewer than two pictures
     */
    public GateReport run(List<I420> pictures, List<Integer> qps) {
        if (pictures.size() < 2) {
            throw new IllegalArgumentException(pictures.size() + " pictures; ranks need at least 2");
        }
        return new GateReport(qps.stream().map(qp -> row(pictures, qp)).toList());
    }

    private record Coded(I420 decoded, double bits) {}

    private GateReport.Row row(List<I420> pictures, int qp) {
        int count = pictures.size();
        double[] proxyBits = new double[count];
        double[] codecBits = new double[count];
        double proxyPsnr = 0;
        double codecPsnr = 0;
        Map<String, double[]> losses = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            I420 picture = pictures.get(i);
            Coded byProxy = proxy(picture, qp);
            Coded byCodec = codec(picture, qp);
            proxyBits[i] = byProxy.bits;
            codecBits[i] = byCodec.bits;
            proxyPsnr += lumaPsnr(picture, byProxy.decoded) / count;
            codecPsnr += lumaPsnr(picture, byCodec.decoded) / count;
            tasks.forEach((name, task) -> {
                double[] sums = losses.computeIfAbsent(name, n -> new double[2]);
                sums[0] += loss(task, picture, byProxy.decoded);
                sums[1] += loss(task, picture, byCodec.decoded);
            });
        }
        Map<String, Double> ratios = new LinkedHashMap<>();
        losses.forEach((name, sums) -> ratios.put(name, sums[0] / sums[1]));
        Map<Perturbation, Double> shares = new EnumMap<>(Perturbation.class);
        for (Perturbation change : Perturbation.values()) {
            shares.put(change, signShare(change, pictures, qp, proxyBits, codecBits));
        }
        return new GateReport.Row(
                qp,
                proxyPsnr,
                codecPsnr,
                ratios,
                RankCorrelation.of(proxyBits, codecBits),
                sum(proxyBits) / sum(codecBits),
                shares,
                slopes.run(pictures, qp));
    }

    private double signShare(Perturbation change, List<I420> pictures, int qp, double[] proxyBits, double[] codecBits) {
        List<Boolean> right = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            I420 changed = change.apply(pictures.get(i));
            double real = Math.log(codec(changed, qp).bits / codecBits[i]);
            if (Math.abs(real) >= SMALLEST_CHANGE) {
                double told = Math.log(proxy(changed, qp).bits / proxyBits[i]);
                right.add(Math.signum(told) == Math.signum(real));
            }
        }
        return right.isEmpty()
                ? Double.NaN
                : right.stream().filter(sign -> sign).count() / (double) right.size();
    }

    private Coded proxy(I420 picture, int qp) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            ProxyResult result = proxy.code(PlaneBatches.tensors(List.of(picture)), Tensor.create(new float[] {qp}, 1));
            return new Coded(PlaneBatches.pictures(result.decoded()).get(0), Tensors.floats(result.bits())[0]);
        }
    }

    private Coded codec(I420 picture, int qp) {
        CodedPlanes coded = codec.code(picture, qp);
        return new Coded(coded.decoded(), 8.0 * coded.pictureBytes());
    }

    private static double loss(TaskLoss task, I420 original, I420 decoded) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return Tensors.floats(
                    task.loss(PlaneBatches.tensors(List.of(original)), PlaneBatches.tensors(List.of(decoded))))[0];
        }
    }

    /** At most 100 dB, so that a mean is not infinite. */
    private static double lumaPsnr(I420 original, I420 decoded) {
        return Math.min(100, Psnr.of(luma(original), luma(decoded)));
    }

    private static Plane luma(I420 picture) {
        return Plane.of(picture.width(), picture.height(), picture.y());
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
