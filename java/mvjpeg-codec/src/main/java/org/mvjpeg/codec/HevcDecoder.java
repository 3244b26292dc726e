package org.mvjpeg.codec;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/** A decoder for one HEVC picture; the planes live as long as it is open. */
final class HevcDecoder implements AutoCloseable {
    private static final int STRICT =
            avcodec.AV_EF_EXPLODE | avcodec.AV_EF_BITSTREAM | avcodec.AV_EF_BUFFER | avcodec.AV_EF_CRCCHECK;

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
            Ffmpeg.check(
                    avcodec.avcodec_open2(context, codec, new org.bytedeco.ffmpeg.avutil.AVDictionary((Pointer) null)),
                    "hevc decoder");
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /**
     * Decodes one picture with its parameter sets.
     *
     * @param annexB the NAL units with start codes
     * @throws CodecException if the data are damaged or not of a format that is read
     */
    YuvPicture decode(byte[] annexB) {
        Ffmpeg.check(avcodec.av_new_packet(packet, annexB.length), "hevc decoder");
        packet.data().capacity(annexB.length).asByteBuffer().put(annexB);
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
        return new YuvPicture(frame);
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(context);
    }
}
