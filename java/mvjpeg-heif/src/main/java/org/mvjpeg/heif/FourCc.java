package org.mvjpeg.heif;

/** Four-character codes as text. */
final class FourCc {
    private FourCc() {}

    /** Printable ASCII as it is, every other byte as {@code \xNN}: types end up on terminals and in logs. */
    static String of(int code) {
        StringBuilder text = new StringBuilder(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            int octet = code >> shift & 0xff;
            if (octet >= 0x20 && octet < 0x7f) {
                text.append((char) octet);
            } else {
                text.append(String.format("\\x%02x", octet));
            }
        }
        return text.toString();
    }
}
