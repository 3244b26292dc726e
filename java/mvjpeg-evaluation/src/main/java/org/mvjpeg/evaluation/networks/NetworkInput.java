package org.mvjpeg.evaluation.networks;

/**
 * A picture as a network's input.
 *
 * @param nchw values of shape 1x3xHxW
 * @param scaleX input columns per picture column, by which a detector's x are divided
 * @param scaleY likewise for rows and y
 */
record NetworkInput(float[] nchw, double scaleX, double scaleY) {}
