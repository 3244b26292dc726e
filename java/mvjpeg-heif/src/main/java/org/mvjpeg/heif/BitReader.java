package org.mvjpeg.heif;

/** Reads the descriptors u(n), ue(v) and se(v) of ITU-T H.265 clause 9.2 from an RBSP (emulation prevention removed). */
final class BitReader {
    private final byte[] rbsp;
    private final String structure;
    private long position;

    BitReader(byte[] rbsp, String structure) {
        this.rbsp = rbsp;
        this.structure = structure;
    }

    /** Bits read so far. */
    int position() {
        return Math.toIntExact(position);
    }

    /** Where rbsp_trailing_bits() begin: the last bit that is set; -1 if there is none. */
    int stopBit() {
        int last = rbsp.length - 1;
        while (last >= 0 && rbsp[last] == 0) {
            last--;
        }
        return last < 0 ? -1 : 8 * last + 7 - Integer.numberOfTrailingZeros(rbsp[last]);
    }

    boolean flag() throws HeifException {
        return bits(1) == 1;
    }

    /** u(n) for n in 0..32. */
    long bits(int count) throws HeifException {
        requireBits(count);
        long value = 0;
        for (int i = 0; i < count; i++, position++) {
            int octet = rbsp[(int) (position >> 3)];
            value = value << 1 | octet >> (7 - (position & 7)) & 1;
        }
        return value;
    }

    void skip(int count) throws HeifException {
        requireBits(count);
        position += count;
    }

    /** A ue(v) of up to 32 bits whose value does not matter. */
    void skipUe() throws HeifException {
        ue();
    }

    /** ue(v) that the standard bounds to 0..max. */
    int ue(String element, int max) throws HeifException {
        long at = position;
        long value = ue();
        if (value > max) {
            throw new HeifException(
                    structure + ": " + element + " is " + value + ", at most " + max + " is allowed, at bit " + at);
        }
        return (int) value;
    }

    /** se(v) that the standard bounds to min..max. */
    int se(String element, int min, int max) throws HeifException {
        long at = position;
        long code = ue();
        long value = (code & 1) == 1 ? (code + 1) >> 1 : -(code >> 1);
        if (value < min || value > max) {
            throw new HeifException(structure + ": " + element + " is " + value + ", only " + min + ".." + max
                    + " is allowed, at bit " + at);
        }
        return (int) value;
    }

    private long ue() throws HeifException {
        long at = position;
        int leadingZeros = 0;
        while (!flag()) {
            if (++leadingZeros > 32) {
                throw new HeifException(structure + ": an Exp-Golomb code is longer than 32 bits, at bit " + at);
            }
        }
        return (1L << leadingZeros) - 1 + bits(leadingZeros);
    }

    private void requireBits(int count) throws HeifException {
        if (position + count > 8L * rbsp.length) {
            throw new HeifException(structure + ": ends early, at bit " + position);
        }
    }
}
