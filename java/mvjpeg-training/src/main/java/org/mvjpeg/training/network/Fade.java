package org.mvjpeg.training.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Tensor;

/**
 * Limits a network to some QPs. Beyond them it fades out evenly over {@link #REACH} QPs, the distance of measured ones, so that no
 * step of the QP brings back at once the bytes that the network adds or saves.
 */
public final class Fade {
    private static final int REACH = 5;
    private static final String TABLE = ".requant";
    private static final String LOWPASS = "lowpass";
    /** Tables of what is added to the picture. */
    private static final Set<String> ADDED = Set.of("tail" + TABLE, "pixel" + TABLE, LOWPASS);

    private final int[] nearest = new int[Conditioning.QPS];
    private final float[] strength = new float[Conditioning.QPS];

    private Fade(Set<Integer> ships) {
        for (int qp = 0; qp < Conditioning.QPS; qp++) {
            int distance = Conditioning.QPS;
            for (int other : ships) {
                if (Math.abs(other - qp) < distance) {
                    distance = Math.abs(other - qp);
                    nearest[qp] = other;
                }
            }
            strength[qp] = Math.max(0, REACH - distance) / (float) REACH;
        }
    }

    /**
     * The model that does what the given one does at some QPs, ever less of what it does at the nearest of them up to {@value #REACH} QPs
     * away, and nothing at others.
     *
     * @param ships QPs, 0..51; none for a model that does nothing
     * @throws IllegalArgumentException if a QP is outside 0..51
     */
    public static Model of(Model model, Set<Integer> ships) {
        for (int qp : ships) {
            if (qp < 0 || qp >= Conditioning.QPS) {
                throw new IllegalArgumentException("QP " + qp + " is outside 0..51");
            }
        }
        Fade fade = new Fade(ships);
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : model.tensors()) {
            boolean byQp = tensor.name().endsWith(TABLE) || tensor.name().equals(LOWPASS);
            tensors.add(byQp ? fade.table(tensor) : tensor);
        }
        return new Model(tensors, model.metadata());
    }

    private Tensor table(Tensor table) {
        int columns = table.shape().get(1);
        ByteBuffer from = table.data();
        ByteBuffer to = ByteBuffer.allocate(from.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        boolean added = ADDED.contains(table.name());
        for (int qp = 0; qp < Conditioning.QPS; qp++) {
            int source = strength[qp] == 0 ? qp : nearest[qp];
            for (int c = 0; c < columns; c++) {
                float value = from.getFloat((source * columns + c) * Float.BYTES);
                to.putFloat(added ? strength[qp] * value : value);
            }
        }
        return new Tensor(table.name(), table.type(), table.shape(), to.array());
    }
}
