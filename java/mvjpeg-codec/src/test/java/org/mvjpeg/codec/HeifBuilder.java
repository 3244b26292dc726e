package org.mvjpeg.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.heif.HevcPicture;

/** Writes files that the product's writer never would: grids, foreign properties, parts that do not fit. */
final class HeifBuilder {
    private final List<byte[]> infos = new ArrayList<>();
    private final List<byte[]> samples = new ArrayList<>();
    private final List<byte[]> references = new ArrayList<>();
    private final List<byte[]> properties = new ArrayList<>();
    private final List<List<Integer>> associations = new ArrayList<>();

    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] b) {
                out.writeBytes(b);
            } else if (part instanceof String s) {
                out.writeBytes(s.getBytes(StandardCharsets.US_ASCII));
            } else if (part instanceof Byte b) {
                out.write(b);
            } else if (part instanceof Short s) {
                out.writeBytes(ByteBuffer.allocate(2).putShort(s).array());
            } else {
                out.writeBytes(ByteBuffer.allocate(4).putInt((Integer) part).array());
            }
        }
        return out.toByteArray();
    }

    static byte[] box(String type, Object... parts) {
        byte[] payload = bytes(parts);
        return bytes(8 + payload.length, type, payload);
    }

    /** Adds an item; the first is the primary one. @return its id */
    short item(String type, byte[] data, byte[]... itsProperties) {
        short id = (short) (infos.size() + 1);
        infos.add(box("infe", 0x02000000, id, (short) 0, type, (byte) 0));
        samples.add(data);
        List<Integer> indices = new ArrayList<>();
        for (byte[] property : itsProperties) {
            properties.add(property);
            indices.add(properties.size());
        }
        associations.add(indices);
        return id;
    }

    short picture(HevcPicture picture, byte[]... more) {
        byte[][] all = new byte[more.length + 2][];
        all[0] = box("hvcC", picture.decoderConfiguration());
        all[1] = ispe(picture.width(), picture.height());
        System.arraycopy(more, 0, all, 2, more.length);
        return item("hvc1", picture.sample(), all);
    }

    static byte[] ispe(int width, int height) {
        return box("ispe", 0, width, height);
    }

    static byte[] alphaType() {
        return box("auxC", 0, "urn:mpeg:hevc:2015:auxid:1", (byte) 0);
    }

    void refer(String type, int from, int... to) {
        ByteArrayOutputStream ids = new ByteArrayOutputStream();
        for (int id : to) {
            ids.writeBytes(bytes((short) id));
        }
        references.add(box(type, (short) from, (short) to.length, ids.toByteArray()));
    }

    byte[] build() {
        byte[] brands = box("ftyp", "heic", 0, "mif1heic");
        int offset = brands.length + meta(0).length + 8;
        return bytes(brands, meta(offset), box("mdat", joined(samples)));
    }

    private byte[] meta(int offset) {
        ByteArrayOutputStream locations = new ByteArrayOutputStream();
        ByteArrayOutputStream associated = new ByteArrayOutputStream();
        int at = offset;
        for (int i = 0; i < samples.size(); i++) {
            short id = (short) (i + 1);
            locations.writeBytes(bytes(id, (short) 0, (short) 1, at, samples.get(i).length));
            at += samples.get(i).length;
            associated.writeBytes(bytes(id, (byte) associations.get(i).size()));
            associations.get(i).forEach(associated::write);
        }
        short count = (short) samples.size();
        return box(
                "meta",
                0,
                box("hdlr", 0, 0, "pict", 0, 0, 0, (byte) 0),
                box("pitm", 0, (short) 1),
                box("iloc", 0, (short) 0x4400, count, locations.toByteArray()),
                box("iinf", 0, count, joined(infos)),
                box("iref", 0, joined(references)),
                box("iprp", box("ipco", joined(properties)), box("ipma", 0, (int) count, associated.toByteArray())));
    }

    private static byte[] joined(List<byte[]> parts) {
        return bytes(parts.toArray());
    }
}
