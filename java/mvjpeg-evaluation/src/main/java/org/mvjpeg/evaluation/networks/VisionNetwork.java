package org.mvjpeg.evaluation.networks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * A network loaded by OpenCV DNN, on the CPU. Not thread-safe, as OpenCV's networks are not: one per thread. {@link Classifier} and
 * {@link Detector} give its outputs their meaning.
 */
public final class VisionNetwork implements AutoCloseable {
    private static final Pattern SOURCE_PLACE = Pattern.compile("^OpenCV\\([^)]*\\) \\S+ error: ");

    private final NetworkDescription description;
    private Net net;

    private VisionNetwork(NetworkDescription description, Net net) {
        this.description = description;
        this.net = net;
    }

    /**
     * Loads a network; {@link #close} frees it.
     *
     * @throws NetworkException in OpenCV's words if a file is missing or OpenCV does not understand it
     */
    public static VisionNetwork load(NetworkDescription description) {
        requireFile(description.file());
        description.weights().ifPresent(VisionNetwork::requireFile);
        try (PointerScope scope = new PointerScope()) {
            Net net = NetworkFormat.of(description.file())
                    .load(
                            description.file().toString(),
                            description.weights().map(Path::toString).orElse(null));
            if (net.empty()) {
                throw new NetworkException(description.file() + ": holds no layers");
            }
            net.setPreferableBackend(opencv_dnn.DNN_BACKEND_OPENCV);
            net.setPreferableTarget(opencv_dnn.DNN_TARGET_CPU);
            net.retainReference();
            return new VisionNetwork(description, net);
        } catch (NetworkException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(description.file(), "cannot be loaded", e);
        }
    }

    /**
     * How many threads OpenCV uses, in the whole process and for all networks.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public static void setNumThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " is below 1");
        }
        opencv_core.setNumThreads(threads);
    }

    /** What the network was loaded by. */
    public NetworkDescription description() {
        return description;
    }

    /**
     * Runs the network on an input of shape 1x3xHxW.
     *
     * @return all its outputs
     * @throws NetworkException in OpenCV's words if it cannot be run, or an output is not of finite floats
     */
    List<Tensor> run(float[] nchw) {
        if (net == null) {
            throw new IllegalStateException(description.file() + " is closed");
        }
        try (PointerScope scope = new PointerScope()) {
            int[] shape = {1, 3, description.height(), description.width()};
            Mat input = new Mat(shape, opencv_core.CV_32F, new FloatPointer(nchw));
            net.setInput(input);
            StringVector names = net.getUnconnectedOutLayersNames();
            MatVector outputs = new MatVector();
            net.forward(outputs, names);
            List<Tensor> tensors = new ArrayList<>();
            for (long i = 0; i < outputs.size(); i++) {
                tensors.add(tensor(outputs.get(i)));
            }
            return tensors;
        } catch (NetworkException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(description.file(), "cannot be run", e);
        }
    }

    private Tensor tensor(Mat output) {
        if (output.depth() != opencv_core.CV_32F || !output.isContinuous()) {
            throw new NetworkException(description.file() + ": an output is not of 32-bit floats");
        }
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < output.dims(); i++) {
            shape.add(output.size(i));
        }
        float[] values = new float[Math.toIntExact(output.total())];
        new FloatPointer(output.data()).get(values);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new NetworkException(description.file() + ": output value " + i + " is " + values[i]);
            }
        }
        return new Tensor(List.copyOf(shape), values);
    }

    /** Frees the network; further calls do nothing. */
    @Override
    public void close() {
        if (net != null) {
            net.releaseReference();
            net = null;
        }
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NetworkException(file + ": no such file");
        }
    }

    private static NetworkException failure(Path file, String what, RuntimeException cause) {
        String words = String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
        return new NetworkException(
                file + ": " + what + ": " + SOURCE_PLACE.matcher(words).replaceFirst(""), cause);
    }
}
