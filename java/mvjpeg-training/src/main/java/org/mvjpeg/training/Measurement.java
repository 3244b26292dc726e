package org.mvjpeg.training;

import java.util.List;

/**
 * What the product makes of the validation photographs, as each judge sees it. Where a photograph gives several pictures, they follow each
 * other.
 *
 * @param qps at which they were coded, rising
 * @param crops pictures of each photograph
 * @param bytes of whole files, by judge, QP and picture
 * @param distances likewise, see {@link org.mvjpeg.training.loss.Judge#distance}
 * @param container mean bytes of a file beside the coded picture
 */
record Measurement(List<Integer> qps, int crops, double[][][] bytes, double[][][] distances, double container) {
    int judges() {
        return bytes.length;
    }

    int pictures() {
        return bytes[0][0].length;
    }

    int photos() {
        return pictures() / crops;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
