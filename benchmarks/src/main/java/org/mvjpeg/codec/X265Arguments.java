package org.mvjpeg.codec;

import java.util.List;

/** The codec's x265 settings as FFmpeg's command line takes them. Lies in the codec's package to have them from where they are set. */
public final class X265Arguments {
    private X265Arguments() {}

    /** Arguments between input and output for a picture of an even size. */
    public static List<String> of(EncoderOptions options, int width, int height) {
        X265Settings settings = X265Settings.of(
                CodedSize.of(width, height), Byte.SIZE, options, X265Settings.Tuning.of(options.profile()));
        return List.of(
                "-c:v",
                "libx265",
                "-preset",
                settings.preset(),
                "-forced-idr",
                "1",
                "-x265-params",
                settings.parameters());
    }
}
