package org.mvjpeg.benchmarks.files;

/**
 * What something took.
 *
 * @param wall nanoseconds that passed
 * @param cpu nanoseconds of all its threads and processes
 */
record Spent(long wall, long cpu) {}
