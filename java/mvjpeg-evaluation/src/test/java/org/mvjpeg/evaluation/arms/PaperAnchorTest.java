package org.mvjpeg.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.heif.BoxInfo;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;

/** The anchors are what they say: the slice that x265 itself makes by the settings in question. */
class PaperAnchorTest {
    private static final int SIDE = 192;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paper|22|slower|qp=22:ipratio=1.0:psy-rd=0:psy-rdoq=0:aq-mode=0",
                "paper|37|slower|qp=37:ipratio=1.0:psy-rd=0:psy-rdoq=0:aq-mode=0",
                "x265|22|medium|crf=22:qcomp=1.0:ipratio=1.0",
                "x265|37|medium|crf=37:qcomp=1.0:ipratio=1.0",
            })
    void codesAsX265Does(String arm, int qp, String preset, String parameters) throws IOException {
        byte[] grey = texture();
        byte[] expected = slice(byX265(grey, preset, parameters));
        byte[] coded;
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            byte[] heif = encoder.encode(
                            Pixels.of(picture(grey)),
                            Arms.of(arm).options().orElseThrow().toBuilder()
                                    .qp(qp)
                                    .build())
                    .heif();
            HeifFile file = HeifFile.read(heif, HeifLimits.DEFAULT);
            BoxInfo mdat = file.boxes().stream()
                    .filter(box -> box.type().equals("mdat"))
                    .findFirst()
                    .orElseThrow();
            // Box header and length of the only NAL unit.
            coded = Arrays.copyOfRange(heif, (int) mdat.offset() + 12, (int) (mdat.offset() + mdat.size()));
        }
        assertThat(coded).isEqualTo(expected);
    }

    /** Blocks, stripes and noise of luma; chroma is even. */
    private static byte[] texture() {
        byte[] grey = new byte[SIDE * SIDE];
        java.util.Random random = new java.util.Random(4);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double waves = 40 * Math.sin(x * y / 300.0) + (x > SIDE / 2 ? random.nextGaussian() * 14 : 0);
                grey[y * SIDE + x] = (byte) Math.max(0, Math.min(255, 90 + (x / 24 + y / 40) % 2 * 60 + waves));
            }
        }
        return grey;
    }

    private static BufferedImage picture(byte[] grey) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < grey.length; i++) {
            int level = grey[i] & 0xFF;
            picture.setRGB(i % SIDE, i / SIDE, level << 16 | level << 8 | level);
        }
        return picture;
    }

    /** The last NAL unit of an Annex B stream, without its start code. */
    private static byte[] slice(byte[] stream) {
        for (int i = stream.length - 4; i >= 0; i--) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                return Arrays.copyOfRange(stream, i + 3, stream.length);
            }
        }
        throw new IllegalArgumentException("no start code");
    }

    private static byte[] byX265(byte[] grey, String preset, String parameters) {
        AVCodec codec = avcodec.avcodec_find_encoder_by_name("libx265");
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        context.width(SIDE).height(SIDE);
        context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        context.time_base().num(1).den(25);
        context.gop_size(1);
        context.flags(avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        context.color_range(avutil.AVCOL_RANGE_JPEG);
        AVDictionary options = new AVDictionary((Pointer) null);
        avutil.av_dict_set(options, "preset", preset, 0);
        avutil.av_dict_set(
                options,
                "x265-params",
                "total-frames=1:open-gop=0:info=0:log-level=none:pools=none:frame-threads=1:" + parameters,
                0);
        assertThat(avcodec.avcodec_open2(context, codec, options)).isZero();
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUV420P).width(SIDE).height(SIDE);
        assertThat(avutil.av_frame_get_buffer(frame, 0)).isZero();
        for (int y = 0; y < SIDE; y++) {
            new BytePointer(frame.data(0))
                    .position((long) y * frame.linesize(0))
                    .put(grey, y * SIDE, SIDE);
        }
        byte[] even = new byte[SIDE / 2];
        Arrays.fill(even, (byte) 128);
        for (int plane : new int[] {1, 2}) {
            for (int y = 0; y < SIDE / 2; y++) {
                new BytePointer(frame.data(plane))
                        .position((long) y * frame.linesize(plane))
                        .put(even, 0, even.length);
            }
        }
        AVPacket packet = avcodec.av_packet_alloc();
        assertThat(avcodec.avcodec_send_frame(context, frame)).isZero();
        avcodec.avcodec_send_frame(context, null);
        assertThat(avcodec.avcodec_receive_packet(context, packet)).isZero();
        byte[] bytes = new byte[packet.size()];
        packet.data().capacity(bytes.length).get(bytes);
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(context);
        return bytes;
    }
}
