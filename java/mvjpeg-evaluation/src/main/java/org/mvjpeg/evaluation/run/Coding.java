package org.mvjpeg.evaluation.run;

/**
 * A picture coded by an arm.
 *
 * @param bytes of the whole file
 * @param pixels of the picture
 * @param psnr of luma, dB, at most {@value #MAX_PSNR}
 * @param msSsim of luma, 0 to 1
 * @param millis that coding took
 */
public record Coding(int bytes, long pixels, double psnr, double msSsim, double millis) {
    /** Stands for equal pictures, whose ratio is infinite. */
    public static final double MAX_PSNR = 100;
}
