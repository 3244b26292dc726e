package org.mvjpeg.evaluation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.arms.CodedPicture;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.data.PictureReader;
import org.mvjpeg.evaluation.metrics.Detection;
import org.mvjpeg.evaluation.networks.VisionTask;
import org.mvjpeg.evaluation.run.Answer;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Observer;
import org.mvjpeg.evaluation.run.Results;

/** Shows a few pictures, drawn by the seed and not chosen: uncompressed, by an anchor and by an arm, at about equal bytes. */
public final class Examples implements AutoCloseable {
    private static final int SIDE = 300;
    private static final double LEAST_SCORE = 0.3;
    private static final Color BOX = new Color(0xFFD000);

    private final Results results;
    private final ClassNames names;
    private final ArmCoder coder;
    private final Map<NamedNetwork, Observer> observers = new LinkedHashMap<>();

    /** Loads coder and networks. */
    public Examples(Results results, ClassNames names) {
        this.results = results;
        this.names = names;
        this.coder = new ArmCoder();
        try {
            results.plan().networks().forEach(network -> observers.put(network, Observer.load(network)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Some pictures.
     *
     * @param arm on trial; at the middle one of the run's QPs
     * @param anchor at the QP whose file is nearest in size
     * @param count at most so many pictures
     * @param seed which ones
     * @throws IOException if a picture cannot be read any more
     */
    public List<Example> draw(Arm arm, Arm anchor, int count, long seed) throws IOException {
        List<LabelledPicture> pictures = new ArrayList<>(results.pictures());
        Collections.shuffle(pictures, new Random(seed));
        List<Example> examples = new ArrayList<>();
        for (LabelledPicture picture : pictures.subList(0, Math.min(count, pictures.size()))) {
            examples.add(example(picture, arm, anchor));
        }
        return examples;
    }

    /** A file at the QP that it was coded at. */
    private record AtQp(int qp, CodedPicture coded) {}

    private Example example(LabelledPicture picture, Arm arm, Arm anchor) throws IOException {
        BufferedImage original = PictureReader.read(Files.readAllBytes(picture.file()));
        List<Integer> qps = results.plan().qps();
        AtQp test = code(arm, original, qps.get(qps.size() / 2));
        AtQp plain = nearest(anchor, original, test.coded().bytes());
        String truth = picture.label()
                .map(label -> ", label " + names.of(label, names.names().size()))
                .orElse("");
        return new Example(
                picture.name(),
                List.of(
                        version(
                                "uncompressed",
                                original.getWidth() + "×" + original.getHeight() + " pixels" + truth,
                                original,
                                true),
                        version(
                                title(anchor, plain),
                                size(plain, original),
                                plain.coded().decoded(),
                                false),
                        version(
                                title(arm, test),
                                size(test, original),
                                test.coded().decoded(),
                                false)));
    }

    private static String title(Arm arm, AtQp version) {
        return arm.name() + ", QP " + version.qp();
    }

    private static String size(AtQp version, BufferedImage original) {
        int bytes = version.coded().bytes();
        return String.format(
                Locale.ROOT, "%d bytes, %.3f bpp", bytes, 8.0 * bytes / original.getWidth() / original.getHeight());
    }

    private AtQp code(Arm arm, BufferedImage picture, int qp) throws IOException {
        return new AtQp(qp, coder.code(arm, picture, qp, () -> objects(picture)));
    }

    private List<Detection> objects(BufferedImage picture) {
        NamedNetwork detector = results.plan().mask().orElseThrow();
        try (Observer observer = Observer.load(detector)) {
            return ((Answer.Objects) observer.original(picture)).boxes();
        }
    }

    /** By bisection, as files shrink while the QP grows. */
    private AtQp nearest(Arm arm, BufferedImage picture, int bytes) throws IOException {
        int low = 0;
        int high = EncoderOptions.MAX_QP;
        AtQp best = code(arm, picture, (low + high) / 2);
        for (AtQp tried = best; ; tried = code(arm, picture, (low + high) / 2)) {
            if (Math.abs(tried.coded().bytes() - bytes) < Math.abs(best.coded().bytes() - bytes)) {
                best = tried;
            }
            if (tried.coded().bytes() > bytes) {
                low = tried.qp() + 1;
            } else {
                high = tried.qp() - 1;
            }
            if (low > high) {
                return best;
            }
        }
    }

    private Example.Version version(String title, String size, BufferedImage picture, boolean original) {
        List<String> predictions = new ArrayList<>();
        List<Detection> boxes = null;
        for (Map.Entry<NamedNetwork, Observer> entry : observers.entrySet()) {
            NamedNetwork network = entry.getKey();
            Answer answer = original
                    ? entry.getValue().original(picture)
                    : entry.getValue().coded(picture);
            predictions.add(
                    network.name() + ": " + words(answer, network.description().classes()));
            if (network.task() == VisionTask.DETECTION && boxes == null) {
                boxes = confident(answer);
            }
        }
        return new Example.Version(title, size, predictions, crop(picture, boxes == null ? List.of() : boxes));
    }

    private String words(Answer answer, int classes) {
        if (answer instanceof Answer.Classes best) {
            return String.format(
                    Locale.ROOT, "%s %.0f %%", names.of(best.best().get(0), classes), 100 * best.probability());
        }
        Map<String, Long> counts = confident(answer).stream()
                .collect(Collectors.groupingBy(
                        box -> names.of(box.classId(), classes), LinkedHashMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " × " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static List<Detection> confident(Answer answer) {
        return ((Answer.Objects) answer)
                .boxes().stream().filter(box -> box.score() >= LEAST_SCORE).toList();
    }

    /** All of a small picture; of a larger one its middle. */
    private static BufferedImage crop(BufferedImage picture, List<Detection> boxes) {
        int width = Math.min(SIDE, picture.getWidth());
        int height = Math.min(SIDE, picture.getHeight());
        Rectangle part =
                new Rectangle((picture.getWidth() - width) / 2, (picture.getHeight() - height) / 2, width, height);
        BufferedImage crop = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = crop.createGraphics();
        try {
            graphics.translate(-part.x, -part.y);
            graphics.drawImage(picture, 0, 0, null);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(BOX);
            graphics.setStroke(new BasicStroke(1.5f));
            for (Detection box : boxes) {
                graphics.drawRect(
                        (int) box.x1(), (int) box.y1(), (int) (box.x2() - box.x1()), (int) (box.y2() - box.y1()));
            }
        } finally {
            graphics.dispose();
        }
        return crop;
    }

    @Override
    public void close() {
        observers.values().forEach(Observer::close);
        coder.close();
    }
}
