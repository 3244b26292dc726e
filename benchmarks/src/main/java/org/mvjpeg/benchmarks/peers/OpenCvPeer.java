package org.mvjpeg.benchmarks.peers;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/** OpenCV's DNN module with its own CPU backend. */
final class OpenCvPeer implements Peer {
    private final Net network;
    private final List<Mat> inputs;
    private final StringVector names;
    private final List<String> outputNames;
    private final MatVector outputs = new MatVector();

    OpenCvPeer(byte[] file, NetworkInput input, int halo, Part part) {
        opencv_core.setNumThreads(1);
        try (BytePointer bytes = new BytePointer(file)) {
            network = opencv_dnn.readNetFromONNX(bytes, file.length);
        }
        Mat planes = mat(NetworkInput.real(input.planes()), input.size().planes(halo));
        network.setInput(planes, "planes", 1, null);
        if (part == Part.BRANCH) {
            inputs = List.of(planes);
        } else {
            Mat cells = mat(NetworkInput.real(input.cells()), input.size().cells(8));
            Mat open = mat(input.open(), input.size().cells(1));
            network.setInput(cells, "cells", 1, null);
            network.setInput(open, "open", 1, null);
            inputs = List.of(planes, cells, open);
        }
        outputNames = part.outputs();
        names = new StringVector(outputNames.toArray(String[]::new));
    }

    private static Mat mat(FloatBuffer values, long[] shape) {
        int[] sizes = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            sizes[axis] = (int) shape[axis];
        }
        Mat mat = new Mat(sizes, opencv_core.CV_32F);
        new FloatPointer(mat.data()).put(copy(values));
        return mat;
    }

    private static float[] copy(FloatBuffer values) {
        float[] copy = new float[values.capacity()];
        values.duplicate().rewind().get(copy);
        return copy;
    }

    @Override
    public void run() {
        network.forward(outputs, names);
    }

    @Override
    public float[] output(String name) {
        Mat output = outputs.get(outputNames.indexOf(name));
        float[] copy = new float[(int) output.total()];
        new FloatPointer(output.data()).get(copy);
        return copy;
    }

    @Override
    public void close() {
        outputs.close();
        names.close();
        inputs.forEach(Mat::close);
        network.close();
    }
}
