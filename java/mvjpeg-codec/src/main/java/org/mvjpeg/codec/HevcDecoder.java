package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.mvjpeg.heif.HevcPicture;

/** A decoder for one HEVC picture; the planes live as long as it is open. */
final class HevcDecoder implements AutoCloseable {
    private static final int STRICT =
            avcodec.AV_EF_EXPLODE | avcodec.AV_EF_BITSTREAM | avcodec.AV_EF_BUFFER | avcodec.AV_EF_CRCCHECK;

    /**
     * Follows the last slice, where a decoder that is done does not look. One that has run out of data would read zeros to the
     * end of the picture, which decode to something; in ones it soon meets an end of slice and leaves the rest uncoded.
     */
    private static final byte[] TAIL = new byte[4096];

    static {
        Arrays.fill(TAIL, (byte) 0xFF);
    }

    private static final int NAL_LENGTH_SIZE = 4;
    private static final int EMULATION_PREVENTION = 3;

    private final AVCodecContext context;
    private final AVPacket packet;
    private final AVFrame frame;

    /** @param maxPixels refuse larger pictures before memory is taken for them */
    HevcDecoder(long maxPixels) {
        Ffmpeg.load();
        AVCodec codec = avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_HEVC);
        if (codec == null) {
            throw new CodecException("FFmpeg was built without a hevc decoder");
        }
        this.context = Ffmpeg.allocate(codec);
        this.packet = avcodec.av_packet_alloc();
        this.frame = avutil.av_frame_alloc();
        try {
            context.thread_count(1);
            context.err_recognition(STRICT);
            context.max_pixels(maxPixels);
            Ffmpeg.check(avcodec.avcodec_open2(context, codec, new AVDictionary((Pointer) null)), "hevc decoder");
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** @throws CodecException if the data are damaged or not of a format that is read */
    YuvPicture decode(HevcPicture coded) {
        requireNoStartCodes(coded.sample());
        byte[] annexB = coded.annexB();
        int size = Math.addExact(annexB.length, TAIL.length);
        Ffmpeg.check(avcodec.av_new_packet(packet, size), "hevc decoder");
        packet.data().capacity(size).asByteBuffer().put(annexB).put(TAIL);
        Ffmpeg.check(avcodec.avcodec_send_packet(context, packet), "hevc decoder");
        Ffmpeg.check(avcodec.avcodec_send_packet(context, null), "hevc decoder");
        int status = avcodec.avcodec_receive_frame(context, frame);
        if (status == avutil.AVERROR_EOF) {
            throw new CodecException("hevc decoder: the data hold no picture");
        }
        Ffmpeg.check(status, "hevc decoder");
        if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
            throw new CodecException("hevc decoder: the picture is damaged");
        }
        YuvPicture picture = new YuvPicture(frame);
        if (picture.hasUncodedCells()) {
            throw new CodecException("hevc decoder: part of the picture is missing");
        }
        return picture;
    }

    /** The decoder takes a start code inside a NAL unit for the beginning of the next, so another picture could hide there. */
    private static void requireNoStartCodes(byte[] sample) {
        ByteBuffer units = ByteBuffer.wrap(sample);
        while (units.remaining() > NAL_LENGTH_SIZE) {
            int length = units.getInt();
            int from = units.position();
            int end = from + length;
            units.position(end);
            while (end > from && sample[end - 1] == 0) {
                end--;
            }
            for (int i = from; i + 2 < end; i++) {
                if (sample[i] == 0
                        && sample[i + 1] == 0
                        && sample[i + 2] >= 0
                        && sample[i + 2] < EMULATION_PREVENTION) {
                    throw new CodecException("hevc decoder: a start code inside a NAL unit");
                }
            }
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
