package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A picture on its way into a file: a coded image item, or a derived one and the coded ones behind it. */
sealed interface ImageItem {
    /** Before the transforms, pixels. */
    int width();

    /** Before the transforms, pixels. */
    int height();

    /** The coded picture, or one that stands for all tiles. */
    HevcPicture coded();

    /**
     * Adds the item, and behind it those that it is made of.
     *
     * @param colour properties that say what the samples mean
     * @param own properties of the whole alone
     * @return the id of the whole
     */
    int addTo(HeifLayout layout, List<ItemProperty> colour, List<ItemProperty> own);

    /** One {@code hvc1} item. */
    record Coded(HevcPicture coded) implements ImageItem {
        @Override
        public int width() {
            return coded.width();
        }

        @Override
        public int height() {
            return coded.height();
        }

        @Override
        public int addTo(HeifLayout layout, List<ItemProperty> colour, List<ItemProperty> own) {
            return layout.add("hvc1", "", coded.sample(), joined(described(coded), colour, own));
        }
    }

    /** A {@code grid} item with hidden {@code hvc1} items. */
    record Tiled(TiledPicture picture) implements ImageItem {
        private static final int MAX_NARROW = 0xffff;
        private static final int WIDE_FIELDS = 1;

        @Override
        public int width() {
            return picture.width();
        }

        @Override
        public int height() {
            return picture.height();
        }

        @Override
        public HevcPicture coded() {
            return picture.tiles().get(0);
        }

        @Override
        public int addTo(HeifLayout layout, List<ItemProperty> colour, List<ItemProperty> own) {
            int grid = layout.addDerived(
                    "grid",
                    derivation(),
                    joined(List.of(new ItemProperty.Ispe(width(), height()), pixi(coded())), colour, own));
            List<ItemProperty> ofTiles = joined(described(coded()), colour, List.of());
            List<Integer> tiles = new ArrayList<>();
            for (HevcPicture tile : picture.tiles()) {
                tiles.add(layout.addHidden("hvc1", tile.sample(), ofTiles));
            }
            layout.refer("dimg", grid, tiles);
            return grid;
        }

        /** ImageGrid, ISO/IEC 23008-12 clause 6.6.2.3.2. */
        private byte[] derivation() {
            boolean wide = width() > MAX_NARROW || height() > MAX_NARROW;
            BoxWriter out = new BoxWriter()
                    .u8(0)
                    .u8(wide ? WIDE_FIELDS : 0)
                    .u8(picture.rows() - 1)
                    .u8(picture.columns() - 1);
            return (wide ? out.u32(width()).u32(height()) : out.u16(width()).u16(height())).toByteArray();
        }
    }

    private static List<ItemProperty> described(HevcPicture picture) {
        return List.of(
                new ItemProperty.HevcConfiguration(picture.decoderConfiguration()),
                new ItemProperty.Ispe(picture.width(), picture.height()),
                pixi(picture));
    }

    private static ItemProperty pixi(HevcPicture picture) {
        int luma = picture.bitDepthLuma();
        int chroma = picture.bitDepthChroma();
        return new ItemProperty.Pixi(picture.chromaFormat() == 0 ? List.of(luma) : List.of(luma, chroma, chroma));
    }

    private static List<ItemProperty> joined(
            List<ItemProperty> first, List<ItemProperty> second, List<ItemProperty> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }
}
