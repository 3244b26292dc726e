package org.mvjpeg.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.HevcPicture;

/** Files whose primary item, 1, is derived from a coded one, 2, which our writer never makes. */
final class DerivedFile {
    private static final int OFFSETS_AND_LENGTHS_OF_4_BYTES = 0x4400;

    private DerivedFile() {}

    /**
     * A file around the picture of another one.
     *
     * @param type {@code iden} or {@code iovl}
     * @param derivation data of the derived item
     * @param quarterTurns anti-clockwise, of the derived item
     */
    static byte[] of(byte[] heic, String type, byte[] derivation, int quarterTurns) throws IOException {
        HeifFile file = HeifFile.read(heic, HeifLimits.DEFAULT);
        HevcPicture picture = file.picture(file.primary());
        byte[] brands = box("ftyp", "heic", 0, "mif1heic");
        int dataAt = brands.length + meta(picture, type, 0, derivation.length, quarterTurns).length + 8;
        return bytes(
                brands,
                meta(picture, type, dataAt, derivation.length, quarterTurns),
                box("mdat", derivation, picture.sample()));
    }

    private static byte[] meta(HevcPicture picture, String type, int dataAt, int derivation, int quarterTurns) {
        return box(
                "meta",
                0,
                box("hdlr", 0, 0, "pict", 0, 0, 0, (byte) 0),
                box("pitm", 0, (short) 1),
                box(
                        "iloc",
                        0,
                        (short) OFFSETS_AND_LENGTHS_OF_4_BYTES,
                        (short) 2,
                        bytes((short) 1, (short) 0, (short) 1, dataAt, derivation),
                        bytes((short) 2, (short) 0, (short) 1, dataAt + derivation, picture.sample().length)),
                box("iinf", 0, (short) 2, infe(1, type), infe(2, "hvc1")),
                box("iref", 0, box("dimg", (short) 1, (short) 1, (short) 2)),
                box(
                        "iprp",
                        box(
                                "ipco",
                                box("irot", (byte) quarterTurns),
                                box("hvcC", picture.decoderConfiguration()),
                                box("ispe", 0, picture.width(), picture.height())),
                        box(
                                "ipma",
                                0,
                                2,
                                bytes((short) 1, (byte) 1, (byte) 1),
                                bytes((short) 2, (byte) 2, (byte) 2, (byte) 3))));
    }

    private static byte[] infe(int id, String type) {
        return box("infe", 0x02000000, (short) id, (short) 0, type, (byte) 0);
    }

    private static byte[] box(String type, Object... parts) {
        byte[] payload = bytes(parts);
        return bytes(8 + payload.length, type, payload);
    }

    /** Big-endian numbers, texts and bytes, one behind the other. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] data) {
                out.writeBytes(data);
            } else if (part instanceof String text) {
                out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            } else if (part instanceof Byte number) {
                out.write(number);
            } else if (part instanceof Short number) {
                out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort(number).array());
            } else {
                out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((Integer) part)
                        .array());
            }
        }
        return out.toByteArray();
    }
}
