package org.mvjpeg.tests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.heif.HevcPicture;

/** The quantiser of a picture's first slice as FFmpeg's {@code trace_headers} filter reads it, which prints every syntax element. */
final class TracedQp {
    private static final Pattern ELEMENT = Pattern.compile("\\b(\\w+) +[01]+ = (-?\\d+)");

    private TracedQp() {}

    static synchronized int of(HevcPicture picture) {
        return qp(trace(picture.annexB()));
    }

    private static int qp(List<String> trace) {
        Map<Integer, Integer> initial = new HashMap<>();
        int pictureSet = -1;
        for (String line : trace) {
            Matcher element = ELEMENT.matcher(line);
            if (!element.find()) {
                continue;
            }
            int value = Integer.parseInt(element.group(2));
            switch (element.group(1)) {
                case "pps_pic_parameter_set_id", "slice_pic_parameter_set_id" -> pictureSet = value;
                case "init_qp_minus26" -> initial.put(pictureSet, 26 + value);
                case "slice_qp_delta" -> {
                    return initial.get(pictureSet) + value;
                }
                default -> {}
            }
        }
        throw new AssertionError("FFmpeg saw no slice_qp_delta in " + trace);
    }

    private static List<String> trace(byte[] annexB) {
        List<String> lines = new ArrayList<>();
        int level = avutil.av_log_get_level();
        LogCallback callback = new LogCallback() {
            @Override
            public void call(int severity, BytePointer message) {
                lines.add(message.getString());
            }
        };
        avutil.setLogCallback(callback);
        avutil.av_log_set_level(avutil.AV_LOG_INFO);
        try {
            filter(annexB);
        } finally {
            avutil.av_log_set_level(level);
            avutil.setLogCallback(null);
            callback.close();
        }
        return lines;
    }

    private static void filter(byte[] annexB) {
        AVBSFContext context = new AVBSFContext(null);
        check(avcodec.av_bsf_alloc(avcodec.av_bsf_get_by_name("trace_headers"), context));
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            context.par_in().codec_type(avutil.AVMEDIA_TYPE_VIDEO).codec_id(avcodec.AV_CODEC_ID_HEVC);
            check(avcodec.av_bsf_init(context));
            check(avcodec.av_new_packet(packet, annexB.length));
            packet.data().put(annexB);
            check(avcodec.av_bsf_send_packet(context, packet));
            check(avcodec.av_bsf_receive_packet(context, packet));
        } finally {
            avcodec.av_packet_free(packet);
            avcodec.av_bsf_free(context);
        }
    }

    private static void check(int status) {
        if (status < 0) {
            throw new AssertionError("FFmpeg's trace_headers: error " + status);
        }
    }
}
