package org.mvjpeg.codec;

/** For whom a picture is compressed. */
public enum Profile {
    /**
     * For vision networks: preprocessing network and encoder settings that machines profit from. Pictures up to {@link #SMALL_SIDE} get
     * the network of {@link #HUMAN}, since what is looked at as it is must stay near it.
     */
    MACHINE,
    /**
     * For object detectors: as {@link #MACHINE}, but pictures beyond {@link #SMALL_SIDE} lose more of their finest detail, which detectors miss
     * less than some classifiers do.
     */
    DETECTION,
    /** For people, and vision networks: a trained network with a tight bound on visible change, and settings for the eye. */
    HUMAN,
    /** No preprocessing network: plain colour conversion and x265. */
    OFF;

    /**
     * Shorter side in pixels up to which a picture counts as small: a vision network looks at it as it is. Classifiers take 224 to 299
     * pixels and detectors from 320, so larger pictures are shrunk first, and detail finer than the input need not be coded.
     */
    public static final int SMALL_SIDE = 320;
}
