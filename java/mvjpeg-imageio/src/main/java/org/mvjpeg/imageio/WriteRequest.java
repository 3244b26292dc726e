package org.mvjpeg.imageio;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOException;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.imageio.internal.SourceRegion;

/**
 * What a caller's parameters ask of the writer, whatever their class.
 *
 * @param region of the source to write, in its coordinates; not empty
 * @param stepX every how many columns one is written
 * @param stepY every how many rows one is written
 * @param bands of the source to write; {@code null} for all in their order
 * @param destination colours and alpha to convert to; {@code null} for those of the source
 * @param options for the encoder
 * @param warnings about what was asked for and is not done
 */
record WriteRequest(
        Rectangle region,
        int stepX,
        int stepY,
        int[] bands,
        ImageTypeSpecifier destination,
        EncoderOptions options,
        List<String> warnings) {

    /**
     * Reads the parameters.
     *
     * @param param any, or {@code null} for the defaults
     * @param bounds of the source
     * @param bandCount of the source
     * @param type of the source; {@code null} for a raster
     * @throws IIOException if the picture is to be stored without compression
     * @throws IllegalArgumentException if the region or the bands are not in the source
     */
    static WriteRequest of(ImageWriteParam param, Rectangle bounds, int bandCount, ImageTypeSpecifier type)
            throws IIOException {
        if (param == null) {
            return new WriteRequest(
                    bounds, 1, 1, null, null, EncoderOptions.builder().build(), List.of());
        }
        List<String> warnings = new ArrayList<>();
        ImageTypeSpecifier destination = param.getDestinationType();
        if (destination != null && destination.equals(type)) {
            destination = null;
        }
        if (destination != null && !DestinationType.isWritable(destination)) {
            warnings.add("The destination type is not used: only gray and RGB can be written");
            destination = null;
        }
        return new WriteRequest(
                SourceRegion.of(param, bounds),
                param.getSourceXSubsampling(),
                param.getSourceYSubsampling(),
                bands(param, bandCount),
                destination,
                options(param, warnings),
                List.copyOf(warnings));
    }

    private static int[] bands(ImageWriteParam param, int bandCount) {
        int[] bands = param.getSourceBands();
        if (bands == null || Arrays.equals(bands, IntStream.range(0, bandCount).toArray())) {
            return null;
        }
        for (int band : bands) {
            if (band >= bandCount) {
                throw new IllegalArgumentException("Source band " + band + " of an image with " + bandCount + " bands");
            }
        }
        return bands;
    }

    private static EncoderOptions options(ImageWriteParam param, List<String> warnings) throws IIOException {
        if (param.canWriteCompressed() && param.getCompressionMode() == ImageWriteParam.MODE_DISABLED) {
            throw new IIOException("Compression cannot be disabled: HEIC pictures are always compressed");
        }
        if (param instanceof MvjpegImageWriteParam ours) {
            return ours.toEncoderOptions();
        }
        EncoderOptions.Builder options = EncoderOptions.builder();
        if (param.canWriteCompressed() && param.getCompressionMode() == ImageWriteParam.MODE_EXPLICIT) {
            boolean typed = param.getCompressionTypes() == null || param.getCompressionType() != null;
            if (typed && param.isCompressionLossless()) {
                warnings.add("Lossless compression is not supported: the default quality is used");
            } else if (typed) {
                options.quality(param.getCompressionQuality());
            }
        }
        if (param.canWriteTiles()) {
            try {
                RequestedTiles.set(options, param);
            } catch (IllegalArgumentException | IllegalStateException e) {
                warnings.add("The tiling is not used: " + e.getMessage());
            }
        }
        return options.build();
    }
}
