package org.mvjpeg.sets;

/**
 * A picture that could not be read, coded or judged: it gets nothing of the budget, and its pixels add nothing to it.
 *
 * @param picture which one
 * @param reason one line
 */
public record SkippedPicture(SetPicture picture, String reason) {}
