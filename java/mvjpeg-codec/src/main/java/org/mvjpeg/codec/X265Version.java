package org.mvjpeg.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mvjpeg.kernel.Planes;

/** x265's own words on its version; FFmpeg passes none on, but the {@code info} message in the stream has them. */
final class X265Version {
    private static final int SIDE = 16;
    private static final Pattern INFO = Pattern.compile("x265 \\(build (\\d+)\\) - ([^:]+):");

    /** What a build without version control calls itself. */
    private static final String UNVERSIONED = "0.0";

    /** X265_BUILD of releases. */
    private static final Map<String, String> RELEASES = Map.of("192", "3.4", "199", "3.5");

    private X265Version() {}

    /** For example {@code 3.4 (build 192)}. @throws CodecException if x265 cannot be opened */
    static String query() {
        X265Settings settings =
                new X265Settings(SIDE, SIDE, 8, 51, X265Settings.Tuning.ALPHA, Speed.FAST, 1, Map.of("info", "1"));
        try (X265Encoder encoder = new X265Encoder(settings)) {
            Planes planes = encoder.planes();
            fillGray(planes);
            byte[] headers = encoder.parameterSets();
            byte[] picture = encoder.encode();
            byte[] stream = Arrays.copyOf(headers, headers.length + picture.length);
            System.arraycopy(picture, 0, stream, headers.length, picture.length);
            Matcher info = INFO.matcher(new String(stream, StandardCharsets.ISO_8859_1));
            return info.find() ? describe(info.group(1), info.group(2).strip()) : "unknown";
        }
    }

    private static String describe(String build, String version) {
        String release = version.equals(UNVERSIONED) ? RELEASES.getOrDefault(build, "unknown") : version;
        return release + " (build " + build + ")";
    }

    private static void fillGray(Planes planes) {
        byte[] row = new byte[SIDE];
        Arrays.fill(row, (byte) 128);
        for (int y = 0; y < SIDE; y++) {
            planes.y().position(y * planes.strideY()).put(row);
        }
        for (int y = 0; y < SIDE / 2; y++) {
            planes.u().position(y * planes.strideU()).put(row, 0, SIDE / 2);
            planes.v().position(y * planes.strideV()).put(row, 0, SIDE / 2);
        }
    }
}
