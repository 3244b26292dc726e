package org.mvjpeg.codec;

/** What a network does to decoded pictures; which it is depends on the quantiser that the file tells. */
public enum PostFilter {
    /** Nothing: the samples that every decoder shows. */
    OFF,
    /** Brings them nearer to the picture that was coded, after MSE and MS-SSIM. */
    FIDELITY,
    /** Makes them easier to recognise for vision networks. */
    MACHINE
}
