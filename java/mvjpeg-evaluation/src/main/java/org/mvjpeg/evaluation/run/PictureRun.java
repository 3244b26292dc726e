package org.mvjpeg.evaluation.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.arms.CodedPicture;
import org.mvjpeg.evaluation.arms.PictureFilter;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.metrics.Detection;
import org.mvjpeg.evaluation.networks.NetworkException;
import org.mvjpeg.sets.fidelity.Luma;
import org.mvjpeg.sets.fidelity.MsSsim;
import org.mvjpeg.sets.fidelity.Plane;
import org.mvjpeg.sets.fidelity.Psnr;

/** Does everything with one picture that has not been done yet. Not thread-safe. */
final class PictureRun {
    private static final String ORIGINAL = "original";

    private final Plan plan;
    private final ArmCoder coder;
    private final Keys keys;
    private final ResultsFile file;
    private final RunListener listener;
    private final Observers observers;
    private int told;

    PictureRun(Plan plan, ArmCoder coder, Keys keys, ResultsFile file, RunListener listener, Observers observers) {
        this.plan = plan;
        this.coder = coder;
        this.keys = keys;
        this.file = file;
        this.listener = listener;
        this.observers = observers;
    }

    /** A picture that must be left out, with the reason. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String reason, Throwable cause) {
            super(reason, cause);
        }

        /** Readers throw exceptions without any message too. */
        Unusable(Throwable cause) {
            super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
        }
    }

    /** Decodes the picture. */
    interface Decoder {
        BufferedImage decode() throws IOException;
    }

    /** One arm at one point. */
    private record Task(Arm arm, int point) {}

    /**
     * Fills in what is missing of one picture.
     *
     * @param content its content's name
     * @throws Unusable if it does not decode, or an arm or a network fails on it
     * @throws IOException if results cannot be written
     */
    void evaluate(LabelledPicture picture, String content, Decoder decoder) throws Unusable, IOException {
        told = 0;
        List<Task> open = new ArrayList<>();
        for (Arm arm : plan.arms()) {
            for (int point : plan.points(arm)) {
                if (isOpen(content, arm, point)) {
                    open.add(new Task(arm, point));
                }
            }
        }
        told = plan.codingsPerPicture() - open.size();
        listener.codings(told, true);
        boolean originalOpen = plan.networks().stream().anyMatch(network -> file.answer(keys.original(content, network))
                .isEmpty());
        if (open.isEmpty() && !originalOpen) {
            return;
        }
        BufferedImage original = decode(decoder);
        try {
            original(picture, content, original);
            boolean masks = open.stream().anyMatch(task -> task.arm().filter() == PictureFilter.MASK);
            List<Detection> objects = masks ? observers.objects(original) : List.of();
            Plane luma = Luma.of(original);
            for (Task task : open) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new Unusable("the run was stopped", null);
                }
                code(picture, content, original, luma, objects, task);
                told++;
                listener.codings(1, false);
            }
        } catch (CodecException | NetworkException e) {
            throw new Unusable(e);
        }
    }

    /** Codings of the last picture that the listener has heard of. */
    int told() {
        return told;
    }

    private boolean isOpen(String content, Arm arm, int point) {
        return file.coding(keys.coding(content, arm, point)).isEmpty()
                || plan.networks().stream().anyMatch(network -> file.answer(keys.answer(content, arm, point, network))
                        .isEmpty());
    }

    private static BufferedImage decode(Decoder decoder) throws Unusable {
        try {
            BufferedImage picture = decoder.decode();
            MsSsim.scales(picture.getWidth(), picture.getHeight());
            return picture;
        } catch (IOException | IllegalArgumentException e) {
            throw new Unusable(e);
        }
    }

    private void original(LabelledPicture picture, String content, BufferedImage original) throws IOException {
        List<String> lines = new ArrayList<>();
        for (NamedNetwork network : plan.networks()) {
            // Also where the answer is known: later ones are compared with it.
            Answer answer = observers.of(network).original(original);
            String key = keys.original(content, network);
            if (file.answer(key).isEmpty()) {
                lines.add(Line.of(key, picture.name(), ORIGINAL, 0, network.name(), answer));
            }
        }
        file.append(lines);
    }

    private void code(
            LabelledPicture picture,
            String content,
            BufferedImage original,
            Plane luma,
            List<Detection> objects,
            Task task)
            throws IOException, Unusable {
        CodedPicture coded = coded(original, objects, task);
        List<String> lines = new ArrayList<>();
        Arm arm = task.arm();
        int point = task.point();
        String codingKey = keys.coding(content, arm, point);
        if (file.coding(codingKey).isEmpty()) {
            Plane codedLuma = Luma.of(coded.decoded());
            Coding coding = new Coding(
                    coded.bytes(),
                    (long) luma.width() * luma.height(),
                    Math.min(Psnr.of(luma, codedLuma), Coding.MAX_PSNR),
                    MsSsim.of(luma, codedLuma),
                    coded.time().toNanos() / 1e6);
            lines.add(Line.of(codingKey, picture.name(), arm.name(), point, coding));
        }
        Set<String> said = new HashSet<>();
        for (NamedNetwork network : plan.networks()) {
            String key = keys.answer(content, arm, point, network);
            if (file.answer(key).isEmpty() && said.add(key)) {
                Answer answer = observers.of(network).coded(coded.decoded());
                lines.add(Line.of(key, picture.name(), arm.name(), point, network.name(), answer));
            }
        }
        file.append(lines);
    }

    private CodedPicture coded(BufferedImage original, List<Detection> objects, Task task) throws Unusable {
        try {
            return coder.code(task.arm(), original, task.point(), () -> objects);
        } catch (IOException | IllegalArgumentException e) {
            throw new Unusable("arm " + task.arm().name() + ": " + e.getMessage(), e);
        }
    }
}
