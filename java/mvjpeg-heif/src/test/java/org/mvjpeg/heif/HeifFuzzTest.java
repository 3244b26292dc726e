package org.mvjpeg.heif;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the seeds in every build; fuzzes for real with the environment variable {@code JAZZER_FUZZ=1}. */
class HeifFuzzTest {
    static Stream<Arguments> files() {
        return Stream.of(
                arguments((Object) HostileFileTest.richFile()),
                arguments((Object) new RawFile().bytes()),
                arguments((Object) TiledPictureTest.richFile()),
                arguments((Object) new byte[0]));
    }

    static Stream<Arguments> streams() {
        HevcStream every = new HevcStream();
        every.everySyntaxElement = true;
        every.nalType = HevcStream.CRA;
        every.subLayers = 3;
        return Stream.of(
                arguments((Object) every.picture().annexB()),
                arguments((Object) HevcStream.resource("main-still-64x48-qp30.hevc")),
                arguments((Object) HevcStream.resource("rext-444-10-bit-70x42-qp37.hevc")));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "60s")
    void filesFailCleanly(byte[] file) {
        if (file != null) {
            Everything.read(file, HeifLimits.DEFAULT);
        }
    }

    @MethodSource("streams")
    @FuzzTest(maxDuration = "60s")
    void streamsFailCleanly(byte[] stream) {
        if (stream == null) {
            return;
        }
        try {
            HevcPicture picture = HevcPicture.ofAnnexB(new byte[0], stream);
            HevcPicture again = HevcPicture.ofItem(picture.decoderConfiguration(), picture.sample());
            if (!Arrays.equals(again.annexB(), picture.annexB())) {
                throw new AssertionError("the item is not the stream");
            }
        } catch (HeifException expected) {
            // the one way in which a broken stream may fail
        }
    }
}
