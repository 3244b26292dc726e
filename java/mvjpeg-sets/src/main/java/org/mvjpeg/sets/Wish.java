package org.mvjpeg.sets;

/**
 * A quantiser that a picture is to be measured at.
 *
 * @param candidate the picture
 * @param qp the quantiser
 */
record Wish(Candidate candidate, double qp) {}
