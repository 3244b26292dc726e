package org.mvjpeg.sets.internal;

import java.awt.image.BufferedImage;
import org.mvjpeg.codec.Profile;

/** Pictures whose files tell one version of models and libraries from another. */
public final class Drawn {
    private static final int SIDE = 128;

    /** Large enough for the network that a profile has for larger pictures. */
    private static final int LARGE_SIDE = Profile.SMALL_SIDE + 16;

    private Drawn() {}

    /** One that gets a profile's network for small pictures. */
    public static BufferedImage small() {
        return picture(SIDE);
    }

    /** One that gets a profile's network for larger pictures. */
    public static BufferedImage large() {
        return picture(LARGE_SIDE);
    }

    /** Smooth, edged and textured parts in colour. */
    private static BufferedImage picture(int side) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int texture = (x * x * 7 + y * y * 13 + x * y * 5) % 61 * (x > side / 2 ? 1 : 0);
                int edge = (x / 16 + y / 24) % 2 * 70;
                picture.setRGB(x, y, (60 + edge + texture) << 16 | (40 + y + texture) << 8 | (200 - x));
            }
        }
        return picture;
    }
}
