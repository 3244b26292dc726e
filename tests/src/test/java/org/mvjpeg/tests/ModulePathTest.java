package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plug-in as named modules: ImageIO finds the providers by {@code module-info}. */
class ModulePathTest {
    @Test
    void thePluginWorksFromTheModulePath() throws Exception {
        String modules =
                Children.classPath().filter(ModulePathTest::isOurs).collect(Collectors.joining(File.pathSeparator));
        Children.Result result = Children.java(
                WithdrawalTest.Program.class,
                entry -> !isOurs(entry),
                List.of(
                        "--module-path",
                        modules,
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "--enable-native-access=org.bytedeco.javacpp,org.bytedeco.ffmpeg,org.mvjpeg.kernel"));
        assertThat(result.output().strip()).isEqualTo("write mvjpeg true, read true, write png true");
    }

    private static boolean isOurs(String entry) {
        return entry.contains("mvjpeg-") && !entry.contains("test-classes")
                || entry.contains("javacpp")
                || entry.contains("ffmpeg")
                || entry.contains("nanojson");
    }
}
