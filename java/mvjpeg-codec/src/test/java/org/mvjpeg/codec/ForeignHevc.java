package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HevcPicture;

/** Pictures in sample formats that the product's encoder does not write, by x265 itself. */
final class ForeignHevc {
    private static final int FULL_RANGE_BT601 = 6;

    private ForeignHevc() {}

    /** Waves under some grain, full-range BT.601. */
    static HevcPicture encode(YuvToRgbTest.Format format, int width, int height, int qp) throws HeifException {
        AVCodec codec = Ffmpeg.x265();
        AVCodecContext context = Ffmpeg.allocate(codec);
        AVFrame frame = avutil.av_frame_alloc();
        AVPacket packet = avcodec.av_packet_alloc();
        AVDictionary options = new AVDictionary(null);
        try {
            context.width(width).height(height).pix_fmt(format.id());
            context.time_base().num(1).den(1);
            context.color_range(avutil.AVCOL_RANGE_JPEG).colorspace(FULL_RANGE_BT601);
            avutil.av_dict_set(options, "preset", "ultrafast", 0);
            avutil.av_dict_set(options, "x265-params", "qp=" + qp + ":ipratio=1.0:pools=none:info=0:log-level=none", 0);
            Ffmpeg.check(avcodec.avcodec_open2(context, codec, options), "x265");
            frame.format(format.id()).width(width).height(height);
            Ffmpeg.check(avutil.av_frame_get_buffer(frame, 0), "frame");
            fill(frame, format);
            Ffmpeg.check(avcodec.avcodec_send_frame(context, frame), "x265");
            Ffmpeg.check(avcodec.avcodec_send_frame(context, null), "x265");
            Ffmpeg.check(avcodec.avcodec_receive_packet(context, packet), "x265");
            byte[] stream = new byte[packet.size()];
            packet.data().get(stream);
            return HevcPicture.ofAnnexB(new byte[0], stream);
        } finally {
            avutil.av_dict_free(options);
            avcodec.av_packet_free(packet);
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(context);
        }
    }

    private static void fill(AVFrame frame, YuvToRgbTest.Format format) {
        for (int plane = 0; plane < (format.monochrome() ? 1 : 3); plane++) {
            int columns = plane == 0 ? frame.width() : frame.width() >> format.shiftX();
            int rows = plane == 0 ? frame.height() : frame.height() >> format.shiftY();
            int stride = frame.linesize(plane);
            ByteBuffer data = frame.data(plane)
                    .capacity((long) stride * rows)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    double wave = 0.5 + 0.3 * Math.sin(x * (0.2 + 0.1 * plane)) * Math.cos(y * 0.17);
                    int grain = (x * 7919 + y * 104729 + plane * 31) % 23 - 11;
                    int sample = (int) (wave * ((1 << format.depth()) - 1)) + (grain << format.depth() - 8);
                    if (format.depth() == Byte.SIZE) {
                        data.put(y * stride + x, (byte) sample);
                    } else {
                        data.putShort(y * stride + 2 * x, (short) sample);
                    }
                }
            }
        }
    }
}
