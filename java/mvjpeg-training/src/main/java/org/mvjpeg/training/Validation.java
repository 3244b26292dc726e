package org.mvjpeg.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.I420;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.training.loss.Judge;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.onnx.Teacher;
import org.mvjpeg.training.photos.Photo;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.tensor.Tensors;

/** Photographs that are kept from training, through the product: kernel, x265, decoder, teacher. */
final class Validation {
    private static final int BATCH = 8;

    private final List<Judge> judges;
    private final RealCodec codec;
    private final int[] sides;
    private final int perPhoto;
    private final Map<Integer, List<Photo>> pictures;

    /**
     * @param sides of the pictures for each judge, pixels
     * @throws IOException if fewer than 2 photographs can be read
     */
    Validation(List<Judge> judges, int[] sides, RealCodec codec, ValidationPictures cut) throws IOException {
        this.judges = judges;
        this.sides = sides.clone();
        this.codec = codec;
        this.perPhoto = cut.perPhoto();
        this.pictures = cut.cut(sides);
    }

    private int count() {
        return pictures.values().iterator().next().size();
    }

    /** How many photographs there are. */
    int photos() {
        return count() / perPhoto;
    }

    /** The pictures as a judge sees them before coding. */
    List<Photo> pictures(int judge) {
        return pictures.get(sides[judge]);
    }

    /** Codes all photographs at all QPs behind the network that would ship. */
    Measurement measure(PreprocessingNetwork network, List<Integer> qps) {
        try (Kernel kernel = Kernel.load(KernelPlanes.TARGET, network.export(Map.of()))) {
            return measure(kernel, qps);
        }
    }

    /** Codes all photographs at all QPs. */
    Measurement measure(Kernel kernel, List<Integer> qps) {
        double[][][] bytes = new double[judges.size()][qps.size()][count()];
        double[][][] distances = new double[judges.size()][qps.size()][count()];
        double container = 0;
        for (int q = 0; q < qps.size(); q++) {
            for (Map.Entry<Integer, List<Photo>> size : pictures.entrySet()) {
                for (int from = 0; from < count(); from += BATCH) {
                    List<Photo> batch = size.getValue().subList(from, Math.min(from + BATCH, count()));
                    List<CodedPlanes> coded = code(kernel, batch, qps.get(q));
                    for (int judge = 0; judge < judges.size(); judge++) {
                        if (sides[judge] != size.getKey()) {
                            continue;
                        }
                        float[] found = distances(judges.get(judge), batch, coded);
                        for (int i = 0; i < coded.size(); i++) {
                            int length = coded.get(i).heif().length;
                            bytes[judge][q][from + i] = length;
                            distances[judge][q][from + i] = found[i];
                            container += length - coded.get(i).pictureBytes();
                        }
                    }
                }
            }
        }
        return new Measurement(
                qps, perPhoto, bytes, distances, container / ((double) judges.size() * qps.size() * count()));
    }

    private List<CodedPlanes> code(Kernel kernel, List<Photo> batch, int qp) {
        List<I420> planes = new ArrayList<>();
        for (Photo photo : batch) {
            planes.add(KernelPlanes.of(kernel, photo, qp));
        }
        int[] qps = new int[batch.size()];
        Arrays.fill(qps, qp);
        return codec.start(planes, qps).join();
    }

    private static float[] distances(Judge judge, List<Photo> clean, List<CodedPlanes> coded) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            int side = clean.get(0).width();
            float[] rgb = new float[clean.size() * 3 * side * side];
            for (int i = 0; i < clean.size(); i++) {
                Planar.put(clean.get(i), rgb, i);
            }
            Teacher.Answer answer = judge.look(Tensors.of(rgb, clean.size(), 3, side, side));
            Tensor shown = Colours.rgb(PlaneBatches.tensors(
                    coded.stream().map(CodedPlanes::decoded).toList()));
            return Tensors.floats(judge.distance(answer, shown));
        }
    }
}
