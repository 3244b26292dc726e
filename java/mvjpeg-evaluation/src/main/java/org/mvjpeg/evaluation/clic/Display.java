package org.mvjpeg.evaluation.clic;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.sets.fidelity.Rgb;
import org.mvjpeg.sets.internal.Digests;
import org.mvjpeg.sets.internal.Drawn;

/**
 * A way shown by a decoder.
 *
 * @param way how files are made
 * @param filter that they are shown through
 * @param arm of the way, with that decoder
 * @param key of what it makes of drawn pictures: another model or version starts afresh
 */
record Display(Way way, Optional<FilterChoice> filter, Arm arm, String key) {
    private static final int PROBE = 40;

    /** @throws org.mvjpeg.codec.CodecException if the filter's network is not there */
    static Display of(Way way, Optional<FilterChoice> filter, ArmCoder coder) throws IOException {
        Arm arm = filter.map(one -> way.arm().decodedWith(one.options())).orElse(way.arm());
        Digests digests = new Digests().add(arm.settings());
        for (BufferedImage drawn : List.of(Drawn.small(), Drawn.large())) {
            byte[] file = coder.encode(arm, drawn, PROBE, List::of).bytes();
            BufferedImage shown = Rgb.of(coder.decode(arm, file));
            digests.add(file);
            for (int y = 0; y < shown.getHeight(); y++) {
                for (int x = 0; x < shown.getWidth(); x++) {
                    digests.add(Integer.toString(shown.getRGB(x, y)));
                }
            }
        }
        return new Display(way, filter, arm, digests.hex());
    }
}
