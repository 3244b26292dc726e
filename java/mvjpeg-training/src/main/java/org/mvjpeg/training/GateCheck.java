package org.mvjpeg.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.mvjpeg.codec.I420;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.training.loss.Judge;
import org.mvjpeg.training.proxy.CodecProxy;
import org.mvjpeg.training.proxy.GateReport;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.proxy.ProxyGate;
import org.mvjpeg.training.proxy.TaskLoss;
import org.mvjpeg.training.tensor.Tensors;

/** The proxy's gate on a few of the validation photographs. */
final class GateCheck {
    /** Enough to see a proxy that does not fit, and no minutes of waiting. */
    private static final int PHOTOS = 6;

    private GateCheck() {}

    /** @return the table in one line, for the model's metadata */
    static String run(
            Validation validation,
            List<Judge> judges,
            CodecProxy proxy,
            RealCodec codec,
            Kernel converter,
            List<Integer> qps,
            Consumer<String> out) {
        List<I420> pictures = validation.pictures(0).stream()
                .limit(PHOTOS)
                .map(photo -> KernelPlanes.of(converter, photo, qps.get(0)))
                .toList();
        Map<String, TaskLoss> tasks = new LinkedHashMap<>();
        judges.forEach(judge -> tasks.put(judge.name(), (original, decoded) -> loss(judge, original, decoded)));
        GateReport report = new ProxyGate(proxy, codec.codec(), codec.options(), tasks).run(pictures, qps);
        out.accept("proxy against x265, " + pictures.size() + " photographs:");
        report.toString().lines().forEach(line -> out.accept("  " + line));
        if (!report.passes()) {
            out.accept("  some limits are missed; on so few photographs that need not mean anything");
        }
        return pictures.size() + " photographs: "
                + String.join("; ", report.toString().lines().toList());
    }

    private static double loss(Judge judge, I420 original, I420 decoded) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            var clean = judge.look(Colours.rgb(PlaneBatches.tensors(List.of(original))));
            var coded = Colours.rgb(PlaneBatches.tensors(List.of(decoded)));
            return Tensors.floats(judge.distance(clean, coded))[0];
        }
    }
}
