package org.mvjpeg.codec;

import org.mvjpeg.kernel.Planes;

/** Turns one picture's samples into what is coded. */
interface PlaneFiller {
    /** Fills planes with the picture's colours, changed by the network of the profile. */
    void colour(Planes planes);

    /** Fills planes with the picture's alpha as luma, and neutral chroma. */
    void alpha(Planes planes);
}
