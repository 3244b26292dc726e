package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture as read from a file.
 *
 * @param image its pixels
 * @param lost what else the file holds that an encoder does not keep, in words; often empty
 */
record Picture(BufferedImage image, List<String> lost) {}
