package org.mvjpeg.evaluation.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.arms.CodedPicture;
import org.mvjpeg.evaluation.arms.PictureFilter;
import org.mvjpeg.sets.internal.Digests;
import org.mvjpeg.sets.internal.Drawn;

/**
 * Names of results by what decides them. The key of an arm at a point takes in what the arm makes of a drawn picture there, so whatever
 * changes its files, a trained model or a library's version included, starts new results.
 */
final class Keys {
    /** To be raised when figures are measured differently from equal files. */
    private static final String MEASURES = "measures 1";

    private final Map<String, String> armAtPoint = new HashMap<>();

    static Keys of(Plan plan, ArmCoder coder) throws IOException {
        Keys keys = new Keys();
        BufferedImage drawn = Drawn.small();
        BufferedImage large = Drawn.large();
        for (Arm arm : plan.arms()) {
            for (int point : plan.points(arm)) {
                Digests digests =
                        new Digests().add(MEASURES).add(arm.settings()).add(Integer.toString(point));
                add(coder.code(arm, drawn, point, List::of), digests);
                if (arm.hasNetwork()) {
                    add(coder.code(arm, large, point, List::of), digests);
                }
                if (arm.filter() == PictureFilter.MASK) {
                    digests.add(plan.mask().orElseThrow().key());
                }
                keys.armAtPoint.put(arm.name() + " " + point, digests.hex());
            }
        }
        return keys;
    }

    private static void add(CodedPicture coded, Digests digests) {
        digests.add(Integer.toString(coded.bytes())).add(samples(coded.decoded()));
    }

    private static byte[] samples(BufferedImage picture) {
        byte[] samples = new byte[4 * picture.getWidth() * picture.getHeight()];
        for (int y = 0, at = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                samples[at++] = (byte) (rgb >> 16);
                samples[at++] = (byte) (rgb >> 8);
                samples[at++] = (byte) rgb;
            }
        }
        return samples;
    }

    String coding(String picture, Arm arm, int point) {
        return picture + "/" + armAtPoint.get(arm.name() + " " + point);
    }

    String answer(String picture, Arm arm, int point, NamedNetwork network) {
        return coding(picture, arm, point) + "/" + network.key();
    }

    String original(String picture, NamedNetwork network) {
        return picture + "/original/" + network.key();
    }
}
