package org.mvjpeg.codec;

import org.mvjpeg.heif.HevcPicture;

/**
 * How samples are coded; all tiles of a grid are alike.
 *
 * @param width pixels
 * @param height pixels
 * @param bitDepth of luma or chroma, the larger
 * @param chromaFormat 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4
 */
record Coding(int width, int height, int bitDepth, int chromaFormat) {
    static Coding of(HevcPicture picture) {
        return new Coding(
                picture.width(),
                picture.height(),
                Math.max(picture.bitDepthLuma(), picture.bitDepthChroma()),
                picture.chromaFormat());
    }

    @Override
    public String toString() {
        String chroma =
                switch (chromaFormat) {
                    case 0 -> "4:0:0";
                    case 1 -> "4:2:0";
                    case 2 -> "4:2:2";
                    default -> "4:4:4";
                };
        return width + "x" + height + " pixels, " + bitDepth + " bits, " + chroma;
    }
}
