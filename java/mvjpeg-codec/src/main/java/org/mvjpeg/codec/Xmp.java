package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the codec asks of XMP packets; they are not parsed. */
final class Xmp {
    /** {@code tiff:Orientation} as an attribute or an element. */
    private static final Pattern ORIENTATION =
            Pattern.compile("tiff:Orientation\\s*(?:=\\s*[\"']|>)\\s*([2-8])(?=\\s*[\"'<])");

    private Xmp() {}

    /** @throws IllegalArgumentException if a packet is empty or no UTF-8 */
    static void require(byte[] packet) {
        if (packet.length == 0) {
            throw new IllegalArgumentException("the XMP packet is empty");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(packet));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the XMP packet of " + packet.length + " bytes is no UTF-8", e);
        }
    }

    /** A copy that says upright wherever it tells an orientation. */
    static byte[] upright(byte[] packet) {
        byte[] patched = packet.clone();
        // One character to a byte, so that positions are those of the bytes.
        Matcher matcher = ORIENTATION.matcher(new String(packet, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            patched[matcher.start(1)] = '1';
        }
        return patched;
    }
}
