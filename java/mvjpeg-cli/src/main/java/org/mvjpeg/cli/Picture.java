package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.util.List;
import org.mvjpeg.codec.PictureMetadata;

/**
 * A picture as read from a file.
 *
 * @param image its pixels, as stored
 * @param metadata what else there is to keep
 * @param lost what the file holds and no HEIC file of ours can, in words
 */
record Picture(BufferedImage image, PictureMetadata metadata, List<String> lost) {}
