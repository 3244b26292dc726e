package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run-time image that has the plug-in and its natives inside, and no jar beside it. */
class JlinkTest {
    private static final String NATIVES = "org.bytedeco.javacpp.linux.x86_64,org.bytedeco.ffmpeg.linux.x86_64.gpl";

    @TempDir
    Path folder;

    @Test
    void aRunTimeImageWritesAndReads() throws Exception {
        Path image = folder.resolve("image");
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "--module-path",
                        Children.plugInPath(),
                        "--add-modules",
                        "org.mvjpeg.imageio," + NATIVES,
                        // No module requires the natives: they are resolved because the image asks for them.
                        // jlink takes no value that begins with a dash.
                        "--add-options= --add-modules=" + NATIVES,
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        image.toString());
        assertThat(status).as(messages.toString()).isZero();

        Path program = Path.of(WithdrawalTest.Program.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Children.Result result = Children.run(List.of(
                image.resolve("bin/java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.home=" + folder.resolve("home"),
                "-cp",
                program.toString(),
                WithdrawalTest.Program.class.getName()));
        assertThat(result.output().strip()).isEqualTo("write mvjpeg true, read true, write png true");
    }
}
