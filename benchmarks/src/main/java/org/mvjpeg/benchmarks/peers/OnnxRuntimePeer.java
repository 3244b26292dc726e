package org.mvjpeg.benchmarks.peers;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime's CPU provider with all its optimisations. */
final class OnnxRuntimePeer implements Peer {
    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private OrtSession.Result outputs;

    /** Takes floats or bytes, whichever the file declares. */
    OnnxRuntimePeer(byte[] file, NetworkInput input, int halo) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // Without VNNI its products of unsigned and signed bytes overflow 16 bits, and it computes something else.
            options.addConfigEntry("session.x64quantprecision", "1");
            session = environment.createSession(file, options);
            add(environment, "planes", input.planes(), input.size().planes(halo));
            if (session.getInputNames().contains("cells")) {
                add(environment, "cells", input.cells(), input.size().cells(8));
                add(
                        "open",
                        OnnxTensor.createTensor(
                                environment, input.open(), input.size().cells(1)));
            }
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private void add(OrtEnvironment environment, String name, ByteBuffer bytes, long[] shape) throws OrtException {
        add(
                name,
                session.getInputInfo().get(name).toString().contains("FLOAT")
                        ? OnnxTensor.createTensor(environment, NetworkInput.real(bytes), shape)
                        : OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8));
    }

    private void add(String name, OnnxTensor tensor) {
        inputs.put(name, tensor);
        tensors.add(tensor);
    }

    @Override
    public void run() {
        try {
            if (outputs != null) {
                outputs.close();
            }
            outputs = session.run(inputs);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    @Override
    public float[] output(String name) {
        FloatBuffer values = ((OnnxTensor) outputs.get(name).orElseThrow()).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    @Override
    public void close() {
        try {
            if (outputs != null) {
                outputs.close();
            }
            tensors.forEach(OnnxTensor::close);
            session.close();
            options.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
    }
}
