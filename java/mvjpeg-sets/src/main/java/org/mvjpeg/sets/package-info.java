/**
 * One budget of bytes for a set of pictures. Each picture is measured at a few quantisers; the convex hulls of what they cost and what they
 * are worth are cut by one slope for all, so that a byte buys as much in every picture.
 *
 * <p>{@link org.mvjpeg.sets.SetRateControl} measures and decides; {@link org.mvjpeg.sets.RateQualityCurve} and {@link
 * org.mvjpeg.sets.Allotment} are the arithmetic alone.
 */
package org.mvjpeg.sets;
