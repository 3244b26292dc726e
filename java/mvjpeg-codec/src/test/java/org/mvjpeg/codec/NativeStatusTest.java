package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NativeStatusTest {
    @Test
    void tellsWhatRunsHere() {
        NativeStatus status = NativeStatus.query();
        assertThat(status.isas()).startsWith("scalar").contains(status.isa());
        assertThat(status.gpu()).isNotBlank();
        assertThat(status.ffmpeg()).matches("\\S.*, libavcodec \\d+\\.\\d+\\.\\d+");
        assertThat(status.x265()).matches("\\d+\\.\\d+.* \\(build \\d+\\)");
        assertThat(status.cache()).isNotBlank();
    }

    /** The libraries write to the process's own stderr, so the test looks from outside. */
    @Test
    void nothingIsPrintedByTheNativeLibraries() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Chatter.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("done");
    }

    /** Everything that makes FFmpeg and x265 speak. */
    static final class Chatter {
        public static void main(String[] arguments) throws Exception {
            try (MvjpegEncoder encoder = new MvjpegEncoder();
                    MvjpegDecoder decoder = new MvjpegDecoder()) {
                Pixels pixels = Pixels.of(Drawings.noise(40, 40, 1, 1));
                EncoderOptions options = EncoderOptions.builder().threads(2).build();
                byte[] file = encoder.encode(pixels, options).heif();
                decoder.decode(file);
                file[file.length - 300] ^= 0x55;
                file[file.length - 90] ^= 0x55;
                tolerate(() -> decoder.decode(file));
                EncoderOptions bad = options.toBuilder().x265Option("ctu", "7").build();
                tolerate(() -> encoder.encode(pixels, bad));
            }
            System.out.println("done");
        }

        private interface Action {
            void run() throws Exception;
        }

        private static void tolerate(Action action) throws Exception {
            try {
                action.run();
            } catch (CodecException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }
}
