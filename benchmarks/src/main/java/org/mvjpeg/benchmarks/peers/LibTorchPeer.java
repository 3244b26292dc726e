package org.mvjpeg.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.training.onnx.OnnxNetwork;

/** LibTorch, operator by operator without gradients. Its reader of ONNX files takes networks of one input: branch B alone. */
final class LibTorchPeer implements Peer {
    private final OnnxNetwork network;
    private final Tensor planes;
    private final Map<String, Tensor> outputs = new HashMap<>();

    LibTorchPeer(byte[] file, NetworkInput input, int halo) {
        torch.set_num_threads(1);
        try {
            network = OnnxNetwork.parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("LibTorch: " + e.getMessage(), e);
        }
        float[] samples = new float[input.planes().capacity()];
        NetworkInput.real(input.planes()).get(samples);
        try (PointerScope scope = new PointerScope()) {
            planes = torch.from_blob(new FloatPointer(samples), input.size().planes(halo))
                    .clone();
            planes.retainReference();
        }
    }

    @Override
    public void run() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            release();
            outputs.putAll(network.run(planes));
            outputs.values().forEach(Tensor::retainReference);
        }
    }

    private void release() {
        outputs.values().forEach(Tensor::releaseReference);
        outputs.clear();
    }

    @Override
    public float[] output(String name) {
        try (PointerScope scope = new PointerScope()) {
            Tensor values = outputs.get(name).contiguous();
            float[] copy = new float[(int) values.numel()];
            values.data_ptr_float().get(copy);
            return copy;
        }
    }

    @Override
    public void close() {
        release();
        planes.releaseReference();
        network.close();
    }
}
