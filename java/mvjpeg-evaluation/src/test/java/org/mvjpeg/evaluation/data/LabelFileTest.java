package org.mvjpeg.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/x.jpg,7\na/y.jpg,8\n",
                "# made by hand\nfile,label\na/x.jpg,7\na/y.jpg,8\n",
                "\uFEFFPath\twnid\tclass_index\r\na/x.jpg\tn1\t7\r\na/y.jpg\tn2\t8\r\n",
                "a/x.jpg 7\na/y.jpg 8\n",
                "path,set,class_index,label\na/x.jpg,s,7,\"tench, \"\"Tinca\"\"\"\na/y.jpg,s,8,\"b\"\n",
                "a\\x.jpg,7\na\\y.jpg,8\n"
            })
    void readsTheFormatsInUse(String text) throws IOException {
        LabelFile labels = LabelFile.read(write(text), Map.of());
        assertThat(labels.labelOf(Path.of("/data/a/x.jpg"))).contains(7);
        assertThat(labels.labelOf(Path.of("/elsewhere/y.jpg"))).contains(8);
        assertThat(labels.labelOf(Path.of("/data/a/z.jpg"))).isEmpty();
    }

    @Test
    void namesWithBlanksKeepThem() throws IOException {
        assertThat(LabelFile.read(write("my photo 2.jpg 3\n"), Map.of()).labelOf(Path.of("my photo 2.jpg")))
                .contains(3);
    }

    @Test
    void columnsChooseRows() throws IOException {
        Path file = write("file,set,split,label\nx.jpg,a,train,1\nx.jpg,a,test,2\ny.jpg,b,test,3\n");
        LabelFile labels = LabelFile.read(file, Map.of("set", "a", "SPLIT", "test"));
        assertThat(labels.labelOf(Path.of("x.jpg"))).contains(2);
        assertThat(labels.labelOf(Path.of("y.jpg"))).isEqualTo(Optional.empty());
        assertThatIOException()
                .isThrownBy(() -> LabelFile.read(file, Map.of("set", "c")))
                .withMessageContaining("labels.csv: no row has {set=c}");
        assertThatIOException()
                .isThrownBy(() -> LabelFile.read(file, Map.of("fold", "c")))
                .withMessageContaining("no column is called fold; there are [file, set, split, label]");
    }

    @Test
    void theLongestSharedEndOfThePathDecides() throws IOException {
        LabelFile labels = LabelFile.read(write("train/x.jpg,1\nval/x.jpg,2\nother/y.jpg,3\nmore/y.jpg,4\n"), Map.of());
        assertThat(labels.labelOf(Path.of("/d/val/x.jpg"))).contains(2);
        assertThat(labels.labelOf(Path.of("/d/train/x.jpg"))).contains(1);
        assertThatIOException()
                .isThrownBy(() -> labels.labelOf(Path.of("/d/neither/y.jpg")))
                .withMessageContaining("several entries named y.jpg fit");
    }

    @Test
    void whatIsNoIndexIsNamed() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> LabelFile.read(write("file,label\nx.jpg,cat\n"), Map.of()))
                .withMessageContaining("labels.csv: entry 2: 'cat' is not a class index of 0 or more");
        assertThatIOException()
                .isThrownBy(() -> LabelFile.read(write("x.jpg,-1\n"), Map.of()))
                .withMessageContaining("'-1' is not a class index");
        assertThatIOException()
                .isThrownBy(() -> LabelFile.read(write("x.jpg,1\ny.jpg\n"), Map.of()))
                .withMessageContaining("entry 2 has too few columns");
        assertThatIOException().isThrownBy(() -> LabelFile.read(write("\n"), Map.of()));
        Path binary = Files.write(folder.resolve("labels.csv"), "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException()
                .isThrownBy(() -> LabelFile.read(binary, Map.of()))
                .withMessageContaining("not text in UTF-8");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }
}
