package org.mvjpeg.benchmarks.peers;

import java.awt.image.BufferedImage;
import org.mvjpeg.kernel.Model;

/** Other runtimes with the kernel's network and a picture loaded. */
public final class Peers {
    private final KernelNetwork network;
    private final NetworkInput input;

    /**
     * @param picture of {@code TYPE_3BYTE_BGR}, with sides that are multiples of 16
     * @param qp that the files are conditioned on
     */
    public Peers(Model model, int qp, BufferedImage picture) {
        network = KernelNetwork.of(model, qp);
        input = new NetworkInput(picture, network.halo());
    }

    /** ONNX Runtime in single precision. */
    public Peer onnxRuntime(Part part) {
        return new OnnxRuntimePeer(FloatNetwork.file(network, input.size(), part), input, network.halo());
    }

    /** ONNX Runtime with 8-bit layers, calibrated on the picture itself. */
    public Peer onnxRuntimeInteger(Part part) {
        return new OnnxRuntimePeer(
                IntegerNetwork.file(network, input.size(), part, calibrate()), input, network.halo());
    }

    private Ranges calibrate() {
        try (Peer peer = onnxRuntime(Part.CALIBRATION)) {
            peer.run();
            return Ranges.of(
                    Part.CALIBRATION.outputs().stream().map(peer::output).toArray(float[][]::new));
        }
    }

    /** OpenCV DNN in single precision. */
    public Peer openCv(Part part) {
        return new OpenCvPeer(FloatNetwork.file(network, input.size(), part), input, network.halo(), part);
    }

    /** LibTorch in single precision, branch B. */
    public Peer libTorch() {
        return new LibTorchPeer(FloatNetwork.file(network, input.size(), Part.BRANCH), input, network.halo());
    }
}
