package org.mvjpeg.evaluation.arms;

import java.time.Duration;

/**
 * A file that an arm made.
 *
 * @param bytes all of it
 * @param time that coding took: kernel and x265, or the JPEG writer; filters are not in it
 */
public record CodedFile(byte[] bytes, Duration time) {}
