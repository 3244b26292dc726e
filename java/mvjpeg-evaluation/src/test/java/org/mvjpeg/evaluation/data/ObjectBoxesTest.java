package org.mvjpeg.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.metrics.GroundTruth;

class ObjectBoxesTest {
    private static final String COCO =
            """
            {"categories": [{"id": 3, "name": "car"}, {"id": 1, "name": "person"}, {"id": 90, "name": "cup"}],
             "images": [{"id": 5, "file_name": "a.jpg"}, {"id": 6, "file_name": "b.jpg"}],
             "annotations": [
               {"id": 1, "image_id": 5, "category_id": 90, "bbox": [10, 20, 30, 40.5], "iscrowd": 0},
               {"id": 2, "image_id": 5, "category_id": 3, "bbox": [0, 0, 5, 5], "iscrowd": 1}]}
            """;
    private static final String VOC =
            """
            <annotation><filename>a.jpg</filename>
              <object><name>car</name><difficult>1</difficult>
                <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>10</xmax><ymax>20</ymax></bndbox>
                <part><name>wheel</name><bndbox><xmin>3</xmin><ymin>3</ymin><xmax>4</xmax><ymax>4</ymax></bndbox></part>
              </object>
              <object><name>person</name>
                <bndbox><xmin>5</xmin><ymin>6</ymin><xmax>7</xmax><ymax>8</ymax></bndbox></object>
            </annotation>
            """;

    @TempDir
    Path folder;

    @Test
    void cocoCategoriesCountByRisingId() throws IOException {
        ObjectBoxes boxes = coco(COCO, List.of());
        assertThat(boxes.classes()).isEqualTo(3);
        assertThat(boxes.of(Path.of("/x/a.jpg")).orElseThrow())
                .containsExactlyInAnyOrder(
                        new GroundTruth(2, 10, 20, 40, 60.5, false), new GroundTruth(1, 0, 0, 5, 5, true));
        assertThat(boxes.of(Path.of("/x/b.jpg")).orElseThrow()).isEmpty();
        assertThat(boxes.of(Path.of("/x/c.jpg"))).isEmpty();
    }

    @Test
    void cocoCategoriesFollowTheNamesGiven() throws IOException {
        ObjectBoxes boxes = coco(COCO, List.of("cup", "tree", "person", "car"));
        assertThat(boxes.classes()).isEqualTo(4);
        assertThat(boxes.of(Path.of("a.jpg")).orElseThrow())
                .extracting(GroundTruth::classId)
                .containsExactlyInAnyOrder(0, 3);
        assertThatIOException()
                .isThrownBy(() -> coco(COCO, List.of("cup", "person")))
                .withMessageContaining("coco.json: the category 'car' is not among the class names");
    }

    @Test
    void otherSpellingsInTheSameOrderAreTheSameClasses() throws IOException {
        assertThat(coco(COCO, List.of("person", "automobile", "cup"))
                        .of(Path.of("a.jpg"))
                        .orElseThrow())
                .extracting(GroundTruth::classId)
                .containsExactlyInAnyOrder(2, 1);
        assertThatIOException().isThrownBy(() -> coco(COCO, List.of("cup", "automobile", "person")));
    }

    @Test
    void brokenCocoFilesAreRefused() {
        assertThatIOException().isThrownBy(() -> coco("[1]", List.of())).withMessageContaining("not a JSON object");
        assertThatIOException()
                .isThrownBy(() -> coco("{\"images\": []}", List.of()))
                .withMessageContaining("'categories' is not a list of objects");
        assertThatIOException()
                .isThrownBy(() -> coco(COCO.replace("[0, 0, 5, 5]", "[0, 0, 5]"), List.of()))
                .withMessageContaining("annotation 2 has no image, category or box");
        assertThatIOException()
                .isThrownBy(() -> coco(COCO.replace("[0, 0, 5, 5]", "[0, 0, -5, 5]"), List.of()))
                .withMessageContaining("coco.json: box is 0.0,0.0 to -5.0,5.0");
    }

    @Test
    void vocCornersAreInclusivePixelNumbersFromOne() throws IOException {
        Files.writeString(folder.resolve("a.xml"), VOC);
        ObjectBoxes boxes = ObjectBoxes.read(folder, List.of("person", "car"));
        assertThat(boxes.of(Path.of("/x/a.jpg")).orElseThrow())
                .containsExactly(new GroundTruth(1, 0, 1, 10, 20, true), new GroundTruth(0, 4, 5, 7, 8, false));
        assertThat(boxes.of(Path.of("/x/b.jpg"))).isEmpty();
    }

    @Test
    void vocNeedsToKnowTheOrderOfItsClasses() throws IOException {
        Files.writeString(folder.resolve("a.xml"), VOC);
        assertThatIOException().isThrownBy(() -> ObjectBoxes.read(folder, List.of()));
        assertThatIOException()
                .isThrownBy(() -> ObjectBoxes.read(folder, List.of("person")).of(Path.of("a.jpg")))
                .withMessageContaining("a.xml: the class 'car' is not among the class names");
    }

    @Test
    void vocReadsNoForeignFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "car");
        Files.writeString(
                folder.resolve("a.xml"),
                "<!DOCTYPE a [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>" + VOC.replace("car", "&s;"));
        assertThatIOException()
                .isThrownBy(
                        () -> ObjectBoxes.read(folder, List.of("person", "car")).of(Path.of("a.jpg")))
                .withMessageContaining("DOCTYPE");
    }

    private ObjectBoxes coco(String json, List<String> names) throws IOException {
        return ObjectBoxes.read(Files.writeString(folder.resolve("coco.json"), json), names);
    }
}
