package org.mvjpeg.heif;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Hand-made HEVC streams: headers that say what a test asks for, and noise instead of CABAC data. */
final class HevcStream {
    static final int IDR_N_LP = 20;
    static final int CRA = 21;

    int codedWidth = 64;
    int codedHeight = 48;
    int cropRight;
    int cropBottom;
    int chromaFormat = 1;
    int bitDepth = 8;
    int profile = 3;
    int initQp = 26;
    int sliceQpDelta;
    int sliceType = 2;
    int nalType = IDR_N_LP;
    boolean noOutputOfPriorPics;
    ColourDescription colour = new ColourDescription(1, 13, 6, true);
    int subLayers = 1;
    /** Scaling lists, PCM, reference picture sets of both kinds, long-term pictures, extra header bits. */
    boolean everySyntaxElement;

    /** The bit that x265 has too many in a VUI without timing. */
    boolean excessHrdFlag;

    byte[] payload = {0x5a, 0x77, 0x13, (byte) 0x80};

    static HevcStream of(int width, int height, int qp) {
        HevcStream stream = new HevcStream();
        stream.codedWidth = (width + 15) / 16 * 16;
        stream.codedHeight = (height + 15) / 16 * 16;
        stream.cropRight = stream.codedWidth - width;
        stream.cropBottom = stream.codedHeight - height;
        stream.sliceQpDelta = qp - 26;
        return stream;
    }

    static HevcPicture picture(int width, int height, int qp) {
        return of(width, height, qp).picture();
    }

    HevcPicture picture() {
        try {
            return HevcPicture.ofAnnexB(parameterSets(), slice());
        } catch (HeifException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] parameterSets() {
        return concat(vps(), sps(), pps());
    }

    byte[] vps() {
        BitWriter out = new BitWriter()
                .u(4, 0)
                .u(2, 3)
                .u(6, 0)
                .u(3, subLayers - 1)
                .flag(true)
                .u(16, 0xffff);
        profileTierLevel(out);
        out.flag(true);
        for (int i = 0; i < subLayers; i++) {
            out.ue(0).ue(0).ue(0);
        }
        return nal(NalUnit.VPS, out.u(6, 0).ue(0).flag(false).flag(false).rbsp());
    }

    byte[] sps() {
        BitWriter out = new BitWriter().u(4, 0).u(3, subLayers - 1).flag(true);
        profileTierLevel(out);
        out.ue(0).ue(chromaFormat);
        if (chromaFormat == 3) {
            out.flag(false);
        }
        out.ue(codedWidth).ue(codedHeight).flag(cropRight + cropBottom > 0);
        if (cropRight + cropBottom > 0) {
            int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
            int unitY = chromaFormat == 1 ? 2 : 1;
            out.ue(0).ue(cropRight / unitX).ue(0).ue(cropBottom / unitY);
        }
        out.ue(bitDepth - 8).ue(bitDepth - 8).ue(4).flag(true);
        for (int i = 0; i < subLayers; i++) {
            out.ue(0).ue(0).ue(0);
        }
        out.ue(0).ue(1).ue(0).ue(2).ue(0).ue(0);
        out.flag(everySyntaxElement);
        if (everySyntaxElement) {
            scalingLists(out.flag(true));
        }
        out.flag(true).flag(true).flag(everySyntaxElement);
        if (everySyntaxElement) {
            out.u(4, 7).u(4, 7).ue(0).ue(0).flag(false);
            referencePictures(out);
        } else {
            out.ue(0).flag(false);
        }
        out.flag(true).flag(true);
        vui(out);
        return nal(NalUnit.SPS, out.flag(false).rbsp());
    }

    byte[] pps() {
        BitWriter out = new BitWriter().ue(0).ue(0).flag(true).flag(everySyntaxElement);
        out.u(3, everySyntaxElement ? 2 : 0).flag(true).flag(false).ue(0).ue(0).se(initQp - 26);
        return nal(
                NalUnit.PPS,
                out.flag(false).flag(false).flag(false).se(0).se(0).u(11, 0).rbsp());
    }

    byte[] slice() {
        BitWriter out = new BitWriter().flag(true).flag(noOutputOfPriorPics).ue(0);
        if (everySyntaxElement) {
            out.u(2, 1);
        }
        out.ue(sliceType);
        if (everySyntaxElement) {
            out.flag(true);
        }
        if (nalType == CRA) {
            out.u(8, 0xa5);
            if (everySyntaxElement) {
                // a set of its own, predicted from the last but one in the SPS, which has three pictures
                out.flag(false).flag(true).ue(1).flag(false).ue(0);
                out.flag(true).flag(false).flag(true).flag(true).flag(true);
                out.ue(1).ue(1).flag(true).ue(3).u(8, 9).flag(true).flag(false);
            } else {
                out.flag(false).ue(0).ue(0);
            }
            out.flag(false);
        }
        out.flag(true);
        if (chromaFormat != 0) {
            out.flag(false);
        }
        out.se(sliceQpDelta);
        return nal(nalType, concat(out.rbsp(), payload));
    }

    /** A NAL unit behind a start code of four bytes. */
    static byte[] nal(int type, byte[] rbsp) {
        NalUnit header = new NalUnit(new byte[] {(byte) (type << 1), 1, 0});
        return concat(new byte[] {0, 0, 0, 1}, header.withRbsp(rbsp).bytes());
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A stream that x265 coded from FFmpeg's test pattern. */
    static byte[] resource(String name) {
        try (InputStream in = HevcStream.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void profileTierLevel(BitWriter out) {
        out.u(2, 0).flag(false).u(5, profile).u(32, 1L << (31 - profile));
        out.u(16, 0x9000).u(32, 0).u(8, 93);
        if (subLayers > 1) {
            for (int i = 0; i < 8; i++) {
                out.flag(i < subLayers - 1).flag(i < subLayers - 1);
            }
            for (int i = 0; i < subLayers - 1; i++) {
                out.u(32, 0x01020304).u(32, 0x05060708).u(32, 0x090a0b0c);
            }
        }
    }

    private static void scalingLists(BitWriter out) {
        for (int size = 0; size < 4; size++) {
            for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
                boolean explicit = matrix == 0;
                out.flag(explicit);
                if (!explicit) {
                    out.ue(0);
                    continue;
                }
                if (size > 1) {
                    out.se(8);
                }
                for (int i = 0; i < (size == 0 ? 16 : 64); i++) {
                    out.se(i % 5 - 2);
                }
            }
        }
    }

    /** Two sets, 3 pictures and (predicted, one of four dropped) 3; one long-term candidate. */
    private static void referencePictures(BitWriter out) {
        out.ue(2);
        out.ue(2).ue(1).ue(0).flag(true).ue(1).flag(true).ue(0).flag(false);
        out.flag(true).flag(false).ue(0);
        out.flag(true).flag(false).flag(false).flag(false).flag(true).flag(true);
        out.flag(true).ue(1).u(8, 3).flag(true);
    }

    private void vui(BitWriter out) {
        out.flag(colour != null);
        if (colour == null) {
            return;
        }
        out.flag(true).u(8, 255).u(16, 1).u(16, 1).flag(true).flag(false);
        out.flag(true).u(3, 5).flag(colour.fullRange()).flag(true);
        out.u(8, colour.primaries()).u(8, colour.transfer()).u(8, colour.matrix());
        // chroma location, three flags, display window, timing, (HRD,) restriction
        out.flag(false).u(excessHrdFlag ? 7 : 6, 0);
    }
}
