/**
 * Codes every picture by every arm at every point and lets every network look at it. What comes of it is kept in an append-only file, so
 * that a run can be cut at any time and goes on where it was.
 */
package org.mvjpeg.evaluation.run;
