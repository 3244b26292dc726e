package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The plug-in as named modules: ImageIO finds the providers by {@code module-info}. */
class ModulePathTest {
    @Test
    void thePluginWorksFromTheModulePath() throws Exception {
        Children.Result result = Children.java(
                WithdrawalTest.Program.class,
                entry -> !Children.isPlugIn(entry),
                List.of(
                        "--module-path",
                        Children.plugInPath(),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "--enable-native-access=org.bytedeco.javacpp,org.bytedeco.ffmpeg,org.mvjpeg.kernel"));
        assertThat(result.output().strip()).isEqualTo("write mvjpeg true, read true, write png true");
    }
}
