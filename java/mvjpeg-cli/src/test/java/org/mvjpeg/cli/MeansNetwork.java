package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A classifier that answers the means of the channels. */
final class MeansNetwork {
    private MeansNetwork() {}

    /** @param name of its files and in reports @return its description */
    static Path write(Path folder, String name) throws IOException {
        String cfg = String.join(
                "\n",
                "[net]",
                "width=8",
                "height=8",
                "channels=3",
                "",
                "[convolutional]",
                "filters=3",
                "size=1",
                "stride=1",
                "pad=0",
                "activation=linear",
                "",
                "[avgpool]",
                "");
        Files.writeString(folder.resolve(name + ".cfg"), cfg);
        ByteBuffer weights = ByteBuffer.allocate(20 + 12 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        weights.putInt(0).putInt(2).putInt(0).putLong(0);
        for (float value : new float[] {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1}) {
            weights.putFloat(value);
        }
        Files.write(folder.resolve(name + ".weights"), weights.array());
        return Files.writeString(
                folder.resolve(name + ".json"),
                """
                {"file": "%s.cfg", "weights": "%s.weights", "task": "classification",
                 "input": {"width": 8, "height": 8}, "channel_order": "RGB", "mean": 0, "scale": 0.05,
                 "resize": {"rule": "stretch"}, "output": "logits", "classes": 3}
                """
                        .formatted(name, name));
    }
}
