package org.mvjpeg.heif;

import java.util.function.Consumer;

/** A HEIF file box by box, each of which a test may replace; the data lie before the boxes, at a fixed place. */
final class RawFile {
    /** Where {@link #data} begin in the file. */
    static final int DATA = 20 + 8;

    static final HevcPicture PICTURE = HevcStream.picture(64, 48, 30);

    byte[] data = PICTURE.sample();
    Consumer<BoxWriter> hdlr = box -> full(box, 0).u32(0).fourCc("pict").bytes(new byte[13]);
    Consumer<BoxWriter> pitm = box -> full(box, 0).u16(1);
    Consumer<BoxWriter> iloc = box ->
            full(box, 0).u16(0x4400).u16(1).u16(1).u16(0).u16(1).u32(DATA).u32(data.length);
    Consumer<BoxWriter> iinf = box -> infe(full(box, 0).u16(1), 1, "hvc1");
    Consumer<BoxWriter> ipco = box -> {
        box.box("hvcC", hvcC -> hvcC.bytes(PICTURE.decoderConfiguration()));
        ispe(box, 64, 48);
    };
    Consumer<BoxWriter> ipma = box -> full(box, 0).u32(1).u16(1).u8(2).u8(0x81).u8(2);
    Consumer<BoxWriter> iref;
    Consumer<BoxWriter> idat;

    byte[] bytes() {
        BoxWriter out = new BoxWriter();
        out.box("ftyp", ftyp -> ftyp.fourCc("heic").u32(0).fourCc("mif1"));
        out.box("mdat", mdat -> mdat.bytes(data));
        return out.box("meta", meta -> {
                    full(meta, 0)
                            .box("hdlr", hdlr)
                            .box("pitm", pitm)
                            .box("iloc", iloc)
                            .box("iinf", iinf);
                    if (iref != null) {
                        meta.box("iref", iref);
                    }
                    if (idat != null) {
                        meta.box("idat", idat);
                    }
                    meta.box("iprp", iprp -> iprp.box("ipco", ipco).box("ipma", ipma));
                })
                .toByteArray();
    }

    HeifFile read() throws HeifException {
        return HeifFile.read(bytes(), HeifLimits.DEFAULT);
    }

    /** A FullBox's version, flags 0. */
    static BoxWriter full(BoxWriter box, int version) {
        return box.u32((long) version << 24);
    }

    static BoxWriter infe(BoxWriter iinf, int id, String type) {
        return iinf.fullBox("infe", 2, 0, box -> box.u16(id).u16(0).fourCc(type).string(""));
    }

    static BoxWriter ispe(BoxWriter ipco, long width, long height) {
        return ipco.fullBox("ispe", 0, 0, box -> box.u32(width).u32(height));
    }
}
