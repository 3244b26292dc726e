package org.mvjpeg.codec;

import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HevcPicture;

/** A coded picture whose samples are there, in native memory until it is closed. */
final class DecodedPart implements AutoCloseable {
    private final YuvPicture picture;
    private final int qp;
    private final Runnable free;

    /**
     * @param qp of the picture's first slice
     * @param free frees the samples
     */
    DecodedPart(YuvPicture picture, int qp, Runnable free) {
        this.picture = picture;
        this.qp = qp;
        this.free = free;
    }

    /**
     * Decodes a part.
     *
     * @throws HeifException if its headers are broken or not those that its place was found with
     * @throws CodecException if its data do not decode
     */
    static DecodedPart decode(HeifFile file, Part part) throws HeifException {
        HevcPicture coded = file.picture(part.item());
        Coding coding = Coding.of(coded);
        if (!coding.equals(part.coding())) {
            throw part.item().error("has " + coding + ", the first tile of its grid " + part.coding());
        }
        HevcDecoder decoder = new HevcDecoder(file.limits().maxPixels());
        try {
            return new DecodedPart(decode(decoder, coded), coded.qp(), decoder::close);
        } catch (CodecException e) {
            decoder.close();
            throw new CodecException(part.item().error(e.getMessage()).getMessage(), e);
        } catch (Throwable e) {
            decoder.close();
            throw e;
        }
    }

    private static YuvPicture decode(HevcDecoder decoder, HevcPicture coded) {
        YuvPicture decoded = decoder.decode(coded);
        if (decoded.width() != coded.width() || decoded.height() != coded.height()) {
            throw new CodecException("hevc decoder: a picture of " + decoded.width() + "x" + decoded.height()
                    + " pixels where the SPS says " + coded.width() + "x" + coded.height());
        }
        return decoded;
    }

    YuvPicture picture() {
        return picture;
    }

    /** SliceQpY of the first slice; below 0 in what is coded very finely with more than 8 bits. */
    int qp() {
        return qp;
    }

    @Override
    public void close() {
        free.run();
    }
}
