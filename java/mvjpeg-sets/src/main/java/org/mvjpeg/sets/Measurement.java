package org.mvjpeg.sets;

/**
 * A picture coded once.
 *
 * @param point what that costs and is worth
 * @param pixels of the picture
 */
record Measurement(OperatingPoint point, long pixels) {}
