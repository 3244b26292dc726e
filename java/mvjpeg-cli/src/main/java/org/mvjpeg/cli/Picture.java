package org.mvjpeg.cli;

import java.awt.image.BufferedImage;

/**
 * A picture as read from a file.
 *
 * @param image its pixels
 * @param metadata what else the file holds
 */
record Picture(BufferedImage image, FileMetadata metadata) {}
