package org.mvjpeg.evaluation.report;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture shown to the reader.
 *
 * @param picture its name
 * @param versions uncompressed, by the anchor and by the arm that is on trial
 */
public record Example(String picture, List<Version> versions) {
    /**
     * One version of it.
     *
     * @param title what it is
     * @param size of its file and the like, one line
     * @param predictions one line for each network
     * @param crop the part that is shown, with the boxes of the first detector drawn in
     */
    public record Version(String title, String size, List<String> predictions, BufferedImage crop) {}
}
