package org.mvjpeg.heif;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** A property of an item, by the names of ISO/IEC 23008-12. */
public sealed interface ItemProperty {
    /**
     * Image spatial extents: the size that the decoder puts out, before the transforms.
     *
     * @param width pixels
     * @param height pixels
     */
    record Ispe(int width, int height) implements ItemProperty {}

    /**
     * Pixel information.
     *
     * @param bitsPerChannel one entry for each channel
     */
    record Pixi(List<Integer> bitsPerChannel) implements ItemProperty {
        public Pixi {
            bitsPerChannel = List.copyOf(bitsPerChannel);
        }
    }

    /**
     * {@code colr} of type {@code prof} or {@code rICC}.
     *
     * @param icc the profile
     */
    record ColourProfile(byte[] icc) implements ItemProperty {
        public ColourProfile {
            icc = icc.clone();
        }

        @Override
        public byte[] icc() {
            return icc.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ColourProfile that && Arrays.equals(icc, that.icc);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(icc);
        }

        @Override
        public String toString() {
            return "ColourProfile[" + icc.length + " bytes]";
        }
    }

    /**
     * {@code colr} of type {@code nclx}.
     *
     * @param colour its code points
     */
    record Nclx(ColourDescription colour) implements ItemProperty {}

    /**
     * {@code clap}: the part of the picture that is shown, as fractions of unsigned 32-bit numbers; the offsets'
     * numerators are signed.
     *
     * @param widthN numerator of the width, pixels
     * @param widthD denominator of the width
     * @param heightN numerator of the height, pixels
     * @param heightD denominator of the height
     * @param horizOffN numerator of the offset of the part's centre from the picture's, pixels to the right
     * @param horizOffD denominator of that offset
     * @param vertOffN numerator of the offset of the part's centre from the picture's, pixels down
     * @param vertOffD denominator of that offset
     */
    record CleanAperture(
            long widthN,
            long widthD,
            long heightN,
            long heightD,
            int horizOffN,
            long horizOffD,
            int vertOffN,
            long vertOffD)
            implements ItemProperty {
        /** The part of {@code width}×{@code height} at the top left of a picture of the given size. */
        static CleanAperture topLeft(int width, int height, int pictureWidth, int pictureHeight) {
            return new CleanAperture(width, 1, height, 1, width - pictureWidth, 2, height - pictureHeight, 2);
        }

        /**
         * The part in whole pixels of a picture of the given size. The left edge {@code horizOff + (width-1)/2 -
         * (cleanApertureWidth-1)/2} is rounded down, the width to the nearest number, both computed exactly.
         *
         * @throws HeifException if a denominator is zero or the part is empty or reaches out of the picture
         */
        public CropRectangle toRectangle(int pictureWidth, int pictureHeight) throws HeifException {
            if (widthD == 0 || heightD == 0 || horizOffD == 0 || vertOffD == 0) {
                throw new HeifException("box 'clap': a denominator is zero in " + this);
            }
            long width = rounded(widthN, widthD);
            long height = rounded(heightN, heightD);
            BigInteger x = edge(widthN, widthD, horizOffN, horizOffD, pictureWidth);
            BigInteger y = edge(heightN, heightD, vertOffN, vertOffD, pictureHeight);
            if (width < 1 || height < 1 || !fits(x, width, pictureWidth) || !fits(y, height, pictureHeight)) {
                throw new HeifException("box 'clap': " + width + "x" + height + " at (" + x + ", " + y
                        + ") does not lie inside the picture of " + pictureWidth + "x" + pictureHeight);
            }
            return new CropRectangle(x.intValueExact(), y.intValueExact(), (int) width, (int) height);
        }

        private static long rounded(long numerator, long denominator) {
            return (numerator + denominator / 2) / denominator;
        }

        private static BigInteger edge(long sizeN, long sizeD, int offsetN, long offsetD, int pictureSize) {
            BigInteger offset = product(2, offsetN).multiply(BigInteger.valueOf(sizeD));
            BigInteger centre = product(pictureSize, sizeD).subtract(BigInteger.valueOf(sizeN));
            BigInteger numerator = offset.add(centre.multiply(BigInteger.valueOf(offsetD)));
            BigInteger denominator = product(2, offsetD).multiply(BigInteger.valueOf(sizeD));
            return floor(numerator, denominator);
        }

        private static BigInteger product(long a, long b) {
            return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        }

        private static BigInteger floor(BigInteger numerator, BigInteger denominator) {
            return numerator.subtract(numerator.mod(denominator)).divide(denominator);
        }

        private static boolean fits(BigInteger from, long length, int limit) {
            return from.signum() >= 0 && from.add(BigInteger.valueOf(length)).compareTo(BigInteger.valueOf(limit)) <= 0;
        }
    }

    /**
     * {@code irot}.
     *
     * @param quarterTurns anti-clockwise, 0..3
     */
    record Rotation(int quarterTurns) implements ItemProperty {}

    /**
     * {@code imir}.
     *
     * @param axis 0: top and bottom change places, 1: left and right do (ISO/IEC 23008-12:2022; Exif orientations 4
     *     and 2)
     */
    record Mirror(int axis) implements ItemProperty {}

    /**
     * {@code auxC}.
     *
     * @param urn what the auxiliary picture is
     */
    record AuxiliaryType(String urn) implements ItemProperty {
        static final String HEVC_ALPHA = "urn:mpeg:hevc:2015:auxid:1";
        static final String CICP_ALPHA = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha";

        /** Whether the picture is an alpha plane. */
        public boolean isAlpha() {
            return urn.equals(HEVC_ALPHA) || urn.equals(CICP_ALPHA);
        }
    }

    /**
     * {@code hvcC}.
     *
     * @param record HEVCDecoderConfigurationRecord
     */
    record HevcConfiguration(byte[] record) implements ItemProperty {
        public HevcConfiguration {
            record = record.clone();
        }

        @Override
        public byte[] record() {
            return record.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HevcConfiguration that && Arrays.equals(record, that.record);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(record);
        }

        @Override
        public String toString() {
            return "HevcConfiguration[" + record.length + " bytes]";
        }
    }

    /**
     * A property that this reader does not know.
     *
     * @param type of its box
     * @param essential whether a reader that does not know it must not show the item
     */
    record Unknown(String type, boolean essential) implements ItemProperty {}
}
