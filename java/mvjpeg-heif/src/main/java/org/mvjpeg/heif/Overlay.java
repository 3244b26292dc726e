package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.List;

/**
 * Pictures laid on a canvas, later ones above earlier ones; what reaches out of the canvas is cut off ({@code iovl}).
 *
 * @param width of the canvas, pixels
 * @param height of the canvas, pixels
 * @param fill red, green, blue and opacity of the canvas where no picture lies, 0..65535
 * @param layers from the bottom up
 */
public record Overlay(int width, int height, List<Integer> fill, List<Layer> layers) {
    private static final int CHANNELS = 4;

    public Overlay {
        fill = List.copyOf(fill);
        layers = List.copyOf(layers);
    }

    /**
     * One of the pictures.
     *
     * @param item the picture, of any type
     * @param left its first column on the canvas, may be negative
     * @param top its first row on the canvas, may be negative
     */
    public record Layer(HeifItem item, int left, int top) {}

    static Overlay read(HeifFile file, HeifItem item, HeifLimits limits) throws HeifException {
        if (!item.type().equals("iovl")) {
            throw item.error("is no overlay");
        }
        ByteCursor in = ByteCursor.of(item.data(), "item " + item.id() + " of type 'iovl'");
        int version = in.u8();
        if (version != 0) {
            throw in.error("version is " + version + ", only 0 is known");
        }
        boolean wide = (in.u8() & 1) == 1;
        List<Integer> fill = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            fill.add(in.u16());
        }
        long width = in.uint(wide ? 4 : 2);
        long height = in.uint(wide ? 4 : 2);
        limits.requirePicture(in, width, height);
        List<Layer> layers = new ArrayList<>();
        for (long id : item.references("dimg")) {
            layers.add(new Layer(file.item(id), offset(in, wide), offset(in, wide)));
        }
        if (layers.isEmpty()) {
            throw item.error("refers to no picture ('dimg')");
        }
        limits.requireData(item, layers.stream().map(Layer::item));
        ItemProperty.Ispe said = new ItemProperty.Ispe((int) width, (int) height);
        ItemProperty.Ispe ispe = item.property(ItemProperty.Ispe.class).orElse(said);
        if (!ispe.equals(said)) {
            throw in.error(
                    "'ispe' says " + ispe.width() + "x" + ispe.height() + ", the canvas " + width + "x" + height);
        }
        return new Overlay((int) width, (int) height, fill, layers);
    }

    private static int offset(ByteCursor in, boolean wide) throws HeifException {
        return wide ? in.i32() : (short) in.u16();
    }
}
