package org.mvjpeg.imageio.jpeg;

import java.util.Optional;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;

/** Copies of parameters that ask for the whole image; the caller's own stay as they are, since other threads may be using them. */
final class WholeImageParam {
    private WholeImageParam() {}

    /**
     * A copy without source region, subsampling and source bands.
     *
     * @param model of the class that the copy may have beside the JDK's own
     * @return empty if the parameters are of a class that cannot be copied whole
     */
    static Optional<ImageWriteParam> of(ImageWriteParam param, ImageWriteParam model) {
        if (param.getClass() == model.getClass()) {
            return Optional.of(copied(param, model));
        }
        if (param.getClass() == JPEGImageWriteParam.class) {
            return Optional.of(copied(param, new JPEGImageWriteParam(param.getLocale())));
        }
        if (param.getClass() == ImageWriteParam.class) {
            return Optional.of(copied(param, new ImageWriteParam(param.getLocale())));
        }
        return Optional.empty();
    }

    private static ImageWriteParam copied(ImageWriteParam from, ImageWriteParam to) {
        to.setDestinationType(from.getDestinationType());
        to.setDestinationOffset(from.getDestinationOffset());
        to.setController(from.getController());
        if (from.canWriteProgressive()) {
            to.setProgressiveMode(from.getProgressiveMode());
        }
        if (from.canWriteCompressed()) {
            copyCompression(from, to);
        }
        if (from instanceof JPEGImageWriteParam tables && to instanceof JPEGImageWriteParam jpeg) {
            jpeg.setOptimizeHuffmanTables(tables.getOptimizeHuffmanTables());
            if (tables.areTablesSet()) {
                jpeg.setEncodeTables(tables.getQTables(), tables.getDCHuffmanTables(), tables.getACHuffmanTables());
            }
        }
        return to;
    }

    private static void copyCompression(ImageWriteParam from, ImageWriteParam to) {
        to.setCompressionMode(from.getCompressionMode());
        if (from.getCompressionMode() != ImageWriteParam.MODE_EXPLICIT) {
            return;
        }
        if (from.getCompressionTypes() != null && from.getCompressionType() != null) {
            to.setCompressionType(from.getCompressionType());
        }
        if (from.getCompressionTypes() == null || from.getCompressionType() != null) {
            to.setCompressionQuality(from.getCompressionQuality());
        }
    }
}
