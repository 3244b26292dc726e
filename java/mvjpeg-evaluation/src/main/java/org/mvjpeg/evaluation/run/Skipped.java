package org.mvjpeg.evaluation.run;

/**
 * A picture that is left out of all figures.
 *
 * @param name of the picture
 * @param reason one line
 */
public record Skipped(String name, String reason) {}
