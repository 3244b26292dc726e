package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run-time image that has the plug-in and its natives inside, and no jar beside it. */
class JlinkTest {
    /** As {@code docs/deployment.md} has it. jlink takes no value that begins with a dash, hence the space before one. */
    private static final String COMMAND = "jlink --module-path app.jar:lib"
            + " --add-modules app,org.mvjpeg.imageio,org.bytedeco.javacpp.linux.x86_64,org.bytedeco.ffmpeg.linux.x86_64.gpl"
            + " \"--add-options= --add-modules=org.bytedeco.javacpp.linux.x86_64,org.bytedeco.ffmpeg.linux.x86_64.gpl\""
            + " --output image";

    /** A word, or several in quotes. */
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    /** Those of the command, for an application that is on no module path. */
    private static String[] arguments(Path image) {
        return WORD.matcher(COMMAND)
                .results()
                .skip(1)
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .map(word -> word.equals("app.jar:lib") ? Children.plugInPath() : word)
                .map(word -> word.startsWith("app,") ? word.substring("app,".length()) : word)
                .map(word -> word.equals("image") ? image.toString() : word)
                .toArray(String[]::new);
    }

    @Test
    void aRunTimeImageWritesAndReads() throws Exception {
        Path image = folder.resolve("image");
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        int status = ToolProvider.findFirst("jlink").orElseThrow().run(out, out, arguments(image));
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
