package org.mvjpeg.sets;

import java.awt.image.BufferedImage;
import org.mvjpeg.sets.fidelity.MsSsim;
import org.mvjpeg.sets.fidelity.Plane;
import org.mvjpeg.sets.fidelity.Psnr;

/** What a coded picture is worth. Over a set the mean of its pictures' values counts. */
public interface QualityMeasure {
    /** Stands for equal pictures, whose ratio is infinite, dB. */
    double MAX_PSNR = 100;

    /** Peak signal-to-noise ratio of BT.601 luma, dB, at most {@value #MAX_PSNR}. */
    QualityMeasure PSNR = new LumaMeasure("psnr", "PSNR Y", "dB") {
        @Override
        double compare(Plane original, Plane coded) {
            return Math.min(Psnr.of(original, coded), MAX_PSNR);
        }
    };

    /** Multi-scale structural similarity of BT.601 luma, 0 to 1, of pictures of 11x11 pixels and more. */
    QualityMeasure MS_SSIM = new LumaMeasure("ms-ssim", "MS-SSIM", "") {
        @Override
        double compare(Plane original, Plane coded) {
            return MsSsim.of(original, coded);
        }
    };

    /** What tells it from others: equal keys, equal values. */
    String key();

    /** What reports call it. */
    String label();

    /** The unit of its values; empty for none. */
    String unit();

    /** A quality as reports show it; of a divergence, which falls as pictures get better, the divergence. */
    default double shown(double quality) {
        return quality;
    }

    /** Opens a judge. What it takes that is not heap is freed by closing it. */
    Judge open();

    /** Judges the versions of one picture after the other; for one thread. */
    interface Judge extends AutoCloseable {
        /**
         * Looks at the uncompressed picture.
         *
         * @param picture {@code TYPE_3BYTE_BGR}
         * @throws IllegalArgumentException if it cannot be judged
         */
        void original(BufferedImage picture);

        /**
         * Looks at a version of the picture last given to {@link #original}.
         *
         * @param picture {@code TYPE_3BYTE_BGR}, as large
         * @return a finite value, larger for better pictures
         */
        double quality(BufferedImage picture);

        @Override
        void close();
    }
}
