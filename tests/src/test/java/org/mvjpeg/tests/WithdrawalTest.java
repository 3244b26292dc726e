package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native libraries do not load the plug-in is not there, and says so once. */
class WithdrawalTest {
    @TempDir
    Path folder;

    @Test
    void withoutNativeJarsThereIsNoWriterAndOneWarning() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> !jar.contains("linux-x86_64"), List.of());
        assertWithdrawn(result);
    }

    @Test
    void anUnusableCacheIsOneWarningThatNamesTheWayOut() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Children.Result result = Children.java(
                Program.class,
                jar -> true,
                List.of(
                        "-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("cache"),
                        "-Duser.home=" + file.resolve("home"),
                        "-Djava.io.tmpdir=" + file.resolve("tmp")));
        assertWithdrawn(result);
        assertThat(result.output()).contains("org.bytedeco.javacpp.cachedir");
    }

    @Test
    void aHomeThatCannotBeWrittenIsNoHindrance() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Children.Result result = Children.java(
                Program.class,
                jar -> true,
                List.of("-Duser.home=" + file.resolve("home"), "-Djava.io.tmpdir=" + temporary));
        assertThat(result.output().strip()).isEqualTo("write mvjpeg true, read true, write png true");
        assertThat(temporary).isNotEmptyDirectory();
    }

    @Test
    void aCeilingThatIsNoSizeIsOneWarningThatNamesIt() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> true, List.of("-Dmvjpeg.maxBytes=12Q"));
        assertWithdrawn(result);
        assertThat(result.output())
                .contains("system property mvjpeg.maxBytes=12Q")
                .doesNotContain("do not load");
    }

    @Test
    void theSmallestCeilingStillWrites() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> true, List.of("-Dmvjpeg.maxBytes=1"));
        assertThat(result.output().strip()).isEqualTo("write mvjpeg true, read true, write png true");
    }

    @Test
    void withNativesTheSameProgramWrites() throws Exception {
        Children.Result result = Children.java(Program.class, jar -> true, List.of());
        assertThat(result.output().strip()).isEqualTo("write mvjpeg true, read true, write png true");
        assertThat(result.status()).isZero();
    }

    private static void assertWithdrawn(Children.Result result) {
        assertThat(result.output()).contains("write mvjpeg false, read false, write png true");
        // Java 25 itself warns of a missing folder for temporary files.
        assertThat(result.output().lines().filter(line -> line.contains("WARNING") && !line.contains("java.io.tmpdir")))
                .as(result.output())
                .singleElement()
                .asString()
                .contains("mvjpeg withdraws");
        assertThat(result.output()).doesNotContain("\tat ");
        assertThat(result.status()).isZero();
    }

    /** What an application does, with the registry first touched on a thread of a pool; that of the common pool may be the caller's. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            ImageIO.setUseCache(false);
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean written = new ForkJoinPool(1)
                    .submit(() -> ImageIO.write(image, "mvjpeg", out))
                    .get();
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
            boolean png = ImageIO.write(image, "png", new ByteArrayOutputStream());
            System.out.println("write mvjpeg " + written + ", read " + (read != null) + ", write png " + png);
        }
    }
}
