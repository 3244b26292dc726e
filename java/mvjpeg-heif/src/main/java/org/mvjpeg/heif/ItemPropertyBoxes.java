package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.List;

/** The boxes inside {@code ipco}, both ways. */
final class ItemPropertyBoxes {
    private ItemPropertyBoxes() {}

    static void write(BoxWriter out, ItemProperty property) {
        if (property instanceof ItemProperty.HevcConfiguration hvcC) {
            out.box("hvcC", box -> box.bytes(hvcC.record()));
        } else if (property instanceof ItemProperty.Ispe ispe) {
            out.fullBox("ispe", 0, 0, box -> box.u32(ispe.width()).u32(ispe.height()));
        } else if (property instanceof ItemProperty.Pixi pixi) {
            List<Integer> bits = pixi.bitsPerChannel();
            out.fullBox("pixi", 0, 0, box -> bits.forEach(box.u8(bits.size())::u8));
        } else if (property instanceof ItemProperty.ColourProfile colr) {
            out.box("colr", box -> box.fourCc("prof").bytes(colr.icc()));
        } else if (property instanceof ItemProperty.Nclx nclx) {
            ColourDescription colour = nclx.colour();
            out.box("colr", box -> box.fourCc("nclx")
                    .u16(colour.primaries())
                    .u16(colour.transfer())
                    .u16(colour.matrix())
                    .u8(colour.fullRange() ? 0x80 : 0));
        } else if (property instanceof ItemProperty.CleanAperture clap) {
            out.box("clap", box -> box.u32(clap.widthN())
                    .u32(clap.widthD())
                    .u32(clap.heightN())
                    .u32(clap.heightD())
                    .u32(clap.horizOffN())
                    .u32(clap.horizOffD())
                    .u32(clap.vertOffN())
                    .u32(clap.vertOffD()));
        } else if (property instanceof ItemProperty.Rotation irot) {
            out.box("irot", box -> box.u8(irot.quarterTurns()));
        } else if (property instanceof ItemProperty.Mirror imir) {
            out.box("imir", box -> box.u8(imir.axis()));
        } else if (property instanceof ItemProperty.AuxiliaryType auxC) {
            out.fullBox("auxC", 0, 0, box -> box.string(auxC.urn()));
        } else {
            throw new IllegalArgumentException("cannot write " + property);
        }
    }

    /** Whether a reader that does not know the property must not show the item: ISO/IEC 23008-12 clause 6.5. */
    static boolean isEssential(ItemProperty property) {
        return property instanceof ItemProperty.HevcConfiguration
                || property instanceof ItemProperty.CleanAperture
                || property instanceof ItemProperty.Rotation
                || property instanceof ItemProperty.Mirror;
    }

    static ItemProperty read(BoxInfo box, byte[] file, HeifLimits limits) throws HeifException {
        ByteCursor in = box.payload(file);
        return switch (box.type()) {
            case "hvcC" -> new ItemProperty.HevcConfiguration(in.rest());
            case "ispe" -> readIspe(in, limits);
            case "pixi" -> readPixi(in);
            case "colr" -> readColr(box, in, limits);
            case "clap" ->
                new ItemProperty.CleanAperture(
                        in.u32(), in.u32(), in.u32(), in.u32(), in.i32(), in.u32(), in.i32(), in.u32());
            case "irot" -> new ItemProperty.Rotation(in.u8() & 3);
            case "imir" -> new ItemProperty.Mirror(in.u8() & 1);
            case "auxC" -> {
                in.skip(4);
                yield new ItemProperty.AuxiliaryType(in.string());
            }
            default -> new ItemProperty.Unknown(box.type(), false);
        };
    }

    private static ItemProperty readIspe(ByteCursor in, HeifLimits limits) throws HeifException {
        in.skip(4);
        long width = in.u32();
        long height = in.u32();
        limits.requirePicture(in, width, height);
        return new ItemProperty.Ispe((int) width, (int) height);
    }

    private static ItemProperty readPixi(ByteCursor in) throws HeifException {
        in.skip(4);
        int channels = in.u8();
        List<Integer> bits = new ArrayList<>(channels);
        for (int i = 0; i < channels; i++) {
            bits.add(in.u8());
        }
        return new ItemProperty.Pixi(bits);
    }

    private static ItemProperty readColr(BoxInfo box, ByteCursor in, HeifLimits limits) throws HeifException {
        switch (in.fourCc()) {
            case "prof", "rICC" -> {
                if (in.remaining() > limits.maxIccSize()) {
                    throw in.error("an ICC profile of " + in.remaining() + " bytes, at most " + limits.maxIccSize()
                            + " are allowed");
                }
                return new ItemProperty.ColourProfile(in.rest());
            }
            case "nclx" -> {
                return new ItemProperty.Nclx(
                        new ColourDescription(in.u16(), in.u16(), in.u16(), (in.u8() & 0x80) != 0));
            }
            default -> {
                return new ItemProperty.Unknown(box.type(), false);
            }
        }
    }
}
