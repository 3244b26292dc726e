package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mvjpeg.evaluation.metrics.Detection;

/**
 * Known networks on photographs, against figures of another runtime (classifiers: onnxruntime) or another build of OpenCV
 * (detectors). Skipped where the data is not there.
 */
class ReferenceResultsTest {
    private static final String VALIDATION = "imagenet_val227";
    private static final String LOSSLESS = "nips17_png";
    private static final int DETECTION_PICTURES = 60;

    @Test
    void squeezenetIsAsAccurateAsElsewhere() throws IOException {
        try (Classifier classifier = Classifier.load(ReferenceNetworks.described("squeezenet"))) {
            assertThat(top1(classifier, VALIDATION)).isCloseTo(0.732, within(0.005));
            assertThat(top1(classifier, LOSSLESS)).isCloseTo(0.633, within(0.005));
        }
    }

    @Test
    void mobilenetV2IsAsAccurateAsElsewhere() throws IOException {
        try (Classifier classifier = Classifier.load(ReferenceNetworks.described("mobilenet_v2"))) {
            assertThat(top1(classifier, "imagenet_sample")).isCloseTo(0.922, within(0.005));
            assertThat(top1(classifier, LOSSLESS)).isCloseTo(0.875, within(0.005));
        }
    }

    @Test
    void mobilenetV1IsAsAccurateAsElsewhere() throws IOException {
        try (Classifier classifier = Classifier.load(ReferenceNetworks.described("mobilenet_v1"))) {
            assertThat(top1(classifier, "imagenet_sample")).isCloseTo(0.867, within(0.005));
            assertThat(top1(classifier, LOSSLESS)).isCloseTo(0.792, within(0.005));
        }
    }

    @Test
    void yoloxFindsTheObjectsOfPhotographs() throws IOException {
        assertFinds(ReferenceNetworks.described("yolox_nano"), 0.3, 0.764, 0.718);
    }

    @Test
    void yoloFastestFindsTheObjectsOfPhotographs() throws IOException {
        assertFinds(ReferenceNetworks.described("yolo_fastest"), 0.3, 0.648, 0.545);
    }

    private static double top1(Classifier classifier, String set) throws IOException {
        int right = 0;
        int all = 0;
        for (String[] row : ReferenceNetworks.rows("classification/labels.csv")) {
            if (row[1].equals(set) && row[2].equals("test")) {
                float[] logits = classifier.logits(ReferenceNetworks.picture(row[0]));
                int best = 0;
                for (int i = 1; i < logits.length; i++) {
                    best = logits[i] > logits[best] ? i : best;
                }
                right += best == Integer.parseInt(row[3]) ? 1 : 0;
                all++;
            }
        }
        return (double) right / all;
    }

    /**
     * Large objects, which even small networks see, are found where they are, and what is found is there, as often as measured when
     * average precision over all pictures was within 0.006 of the reference.
     */
    private static void assertFinds(NetworkDescription description, double confidence, double recall, double precision)
            throws IOException {
        int large = 0;
        int largeFound = 0;
        int detected = 0;
        int detectedTrue = 0;
        try (Detector detector = Detector.load(description)) {
            for (Map.Entry<String, List<Truth>> picture : truths().entrySet()) {
                List<Detection> boxes = detector.run(ReferenceNetworks.picture(picture.getKey())).boxes().stream()
                        .filter(box -> box.score() >= confidence)
                        .toList();
                for (Truth truth : picture.getValue()) {
                    if (truth.large()) {
                        large++;
                        largeFound += boxes.stream().anyMatch(truth::matches) ? 1 : 0;
                    }
                }
                for (Detection box : boxes) {
                    detected++;
                    detectedTrue += picture.getValue().stream().anyMatch(truth -> truth.matches(box)) ? 1 : 0;
                }
            }
        }
        String figures = "found " + largeFound + " of " + large + ", true " + detectedTrue + " of " + detected;
        assertThat(large).as(figures).isGreaterThan(100);
        assertThat((double) largeFound / large).as(figures).isCloseTo(recall, within(0.02));
        assertThat((double) detectedTrue / detected).as(figures).isCloseTo(precision, within(0.02));
    }

    private static Map<String, List<Truth>> truths() throws IOException {
        Map<String, List<Truth>> truths = new HashMap<>();
        for (String[] row : ReferenceNetworks.rows("detection/boxes.csv")) {
            if (row[1].equals("test") && (truths.containsKey(row[0]) || truths.size() < DETECTION_PICTURES)) {
                truths.computeIfAbsent(row[0], name -> new ArrayList<>())
                        .add(new Truth(
                                new Detection(
                                        Integer.parseInt(row[4]),
                                        1,
                                        Float.parseFloat(row[6]),
                                        Float.parseFloat(row[7]),
                                        Float.parseFloat(row[8]),
                                        Float.parseFloat(row[9])),
                                row[10].equals("1")));
            }
        }
        return truths;
    }

    private record Truth(Detection box, boolean crowd) {
        /** By COCO's own border between medium and large. */
        boolean large() {
            return !crowd && (box.x2() - box.x1()) * (box.y2() - box.y1()) > 96 * 96;
        }

        boolean matches(Detection found) {
            return found.classId() == box.classId() && found.iou(box) > 0.5;
        }
    }
}
