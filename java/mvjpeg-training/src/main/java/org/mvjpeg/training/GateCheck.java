package org.mvjpeg.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mvjpeg.codec.I420;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.training.loss.AnchorCurve;
import org.mvjpeg.training.loss.Judge;
import org.mvjpeg.training.proxy.CodecProxy;
import org.mvjpeg.training.proxy.GateReport;
import org.mvjpeg.training.proxy.ProxyGate;
import org.mvjpeg.training.proxy.TaskLoss;

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
        judges.forEach(judge -> tasks.put(judge.name(), Judges.task(judge)));
        GateReport report = new ProxyGate(proxy, codec::code, tasks, AnchorCurve.SOFTENING).run(pictures, qps);
        out.accept("proxy against x265, " + pictures.size() + " photographs:");
        report.toString().lines().forEach(line -> out.accept("  " + line));
        if (!report.passes()) {
            out.accept("  limits are missed: what is learned against a proxy that is far off is the proxy; on so few "
                    + "photographs near misses mean little");
        }
        return pictures.size() + " photographs: "
                + String.join("; ", report.toString().lines().toList());
    }
}
