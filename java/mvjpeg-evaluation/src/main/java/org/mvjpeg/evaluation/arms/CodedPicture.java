package org.mvjpeg.evaluation.arms;

import java.awt.image.BufferedImage;
import java.time.Duration;

/**
 * What an arm made of a picture.
 *
 * @param bytes of the whole file
 * @param decoded what a decoder makes of it, {@code TYPE_3BYTE_BGR}
 * @param time that coding took: kernel and x265, or the JPEG writer; filters are not in it
 */
public record CodedPicture(int bytes, BufferedImage decoded, Duration time) {}
