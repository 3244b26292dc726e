package org.mvjpeg.tests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStreamGroup;
import org.bytedeco.ffmpeg.avformat.AVStreamGroupTileGrid;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/**
 * What FFmpeg's own HEIF demuxer and decoder make of a file; the demuxer knows nothing of our box reader. In this process: a process
 * for each file would take longer than all its pictures, and FFmpeg's program wants libraries for sound.
 *
 * @param pictures of the items in the file's order: the primary one and its alpha, or what their grids were put together from
 */
record FfmpegPictures(List<Planes> pictures) {
    /** Demuxes and decodes a file. @throws AssertionError with FFmpeg's message if it refuses anything */
    static FfmpegPictures decode(Path heic) {
        AVFormatContext format = new AVFormatContext(null);
        check(
                avformat.avformat_open_input(
                        format, heic.toString(), (AVInputFormat) null, new AVDictionary((Pointer) null)),
                "open");
        try {
            List<Planes> streams = streams(format);
            List<Planes> pictures = new ArrayList<>();
            for (int i = 0; i < format.nb_stream_groups(); i++) {
                AVStreamGroup group = format.stream_groups(i);
                if (group.type() == avformat.AV_STREAM_GROUP_PARAMS_TILE_GRID) {
                    pictures.add(assemble(group, streams));
                }
            }
            return new FfmpegPictures(pictures.isEmpty() ? streams : pictures);
        } finally {
            avformat.avformat_close_input(format);
        }
    }

    private static List<Planes> streams(AVFormatContext format) {
        Planes[] streams = new Planes[format.nb_streams()];
        AVPacket packet = avcodec.av_packet_alloc();
        try {
            while (avformat.av_read_frame(format, packet) >= 0) {
                streams[packet.stream_index()] = decode(format, packet);
                avcodec.av_packet_unref(packet);
            }
        } finally {
            avcodec.av_packet_free(packet);
        }
        for (Planes stream : streams) {
            if (stream == null) {
                throw new AssertionError("FFmpeg reads nothing of an item");
            }
        }
        return List.of(streams);
    }

    private static Planes decode(AVFormatContext format, AVPacket packet) {
        AVCodec decoder = avcodec.avcodec_find_decoder(avcodec.AV_CODEC_ID_HEVC);
        AVCodecContext context = avcodec.avcodec_alloc_context3(decoder);
        AVFrame frame = avutil.av_frame_alloc();
        try {
            check(
                    avcodec.avcodec_parameters_to_context(
                            context, format.streams(packet.stream_index()).codecpar()),
                    "parameters");
            context.thread_count(1);
            context.err_recognition(avcodec.AV_EF_EXPLODE);
            check(avcodec.avcodec_open2(context, decoder, new AVDictionary((Pointer) null)), "decoder");
            check(avcodec.avcodec_send_packet(context, packet), "packet");
            check(avcodec.avcodec_send_packet(context, null), "end");
            check(avcodec.avcodec_receive_frame(context, frame), "frame");
            return Planes.of(frame);
        } finally {
            avutil.av_frame_free(frame);
            avcodec.avcodec_free_context(context);
        }
    }

    private static Planes assemble(AVStreamGroup group, List<Planes> streams) {
        AVStreamGroupTileGrid grid = group.params_tile_grid();
        Planes first = streams.get(group.streams(grid.offsets_idx(0)).index());
        Planes whole = Planes.empty(grid.coded_width(), grid.coded_height(), first.depth());
        for (int i = 0; i < grid.nb_tiles(); i++) {
            Planes tile = streams.get(group.streams(grid.offsets_idx(i)).index());
            whole.put(tile, grid.offsets_horizontal(i), grid.offsets_vertical(i));
        }
        return whole;
    }

    private static void check(int status, String action) {
        if (status < 0) {
            byte[] text = new byte[256];
            avutil.av_strerror(status, text, text.length);
            throw new AssertionError(
                    "FFmpeg, " + action + ": " + new String(text, java.nio.charset.StandardCharsets.UTF_8).strip());
        }
    }

    /**
     * 4:2:0 of even size.
     *
     * @param depth bits per sample
     * @param samples luma, Cb and Cr, row by row
     */
    record Planes(int width, int height, int depth, short[][] samples) {
        private static Planes empty(int width, int height, int depth) {
            int luma = width * height;
            return new Planes(
                    width, height, depth, new short[][] {new short[luma], new short[luma / 4], new short[luma / 4]});
        }

        private static Planes of(AVFrame frame) {
            boolean deep = frame.format() == avutil.AV_PIX_FMT_YUV420P10();
            if (!deep && frame.format() != avutil.AV_PIX_FMT_YUV420P && frame.format() != avutil.AV_PIX_FMT_YUVJ420P) {
                throw new AssertionError("pixel format " + frame.format());
            }
            if (frame.color_range() != avutil.AVCOL_RANGE_JPEG) {
                throw new AssertionError("colour range " + frame.color_range());
            }
            Planes planes = empty(frame.width(), frame.height(), deep ? 10 : 8);
            for (int p = 0; p < 3; p++) {
                int width = p == 0 ? planes.width : planes.width / 2;
                int height = p == 0 ? planes.height : planes.height / 2;
                int stride = frame.linesize(p);
                ByteBuffer data = frame.data(p)
                        .capacity((long) stride * height)
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder());
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        planes.samples[p][y * width + x] =
                                deep ? data.getShort(y * stride + 2 * x) : (short) (data.get(y * stride + x) & 0xFF);
                    }
                }
            }
            return planes;
        }

        /** What reaches beyond is left out. */
        private void put(Planes tile, int left, int top) {
            for (int p = 0; p < 3; p++) {
                int shift = p == 0 ? 0 : 1;
                int pitch = width >> shift;
                int tilePitch = tile.width >> shift;
                int columns = Math.min(tile.width, width - left) >> shift;
                for (int y = 0; y < Math.min(tile.height, height - top) >> shift; y++) {
                    System.arraycopy(
                            tile.samples[p],
                            y * tilePitch,
                            samples[p],
                            ((top >> shift) + y) * pitch + (left >> shift),
                            columns);
                }
            }
        }

        private double white() {
            return (1 << depth) - 1;
        }

        /** 0 to 1. */
        double luma(int x, int y) {
            return samples[0][y * width + x] / white();
        }

        private double chroma(int plane, int x, int y) {
            return (samples[plane][y / 2 * (width / 2) + x / 2] - (1 << depth - 1)) / white();
        }

        /** Red, green or blue, 0 to 1, after full-range BT.601 with the chroma of the nearest sample. */
        double rgb(int x, int y, int channel) {
            double cb = chroma(1, x, y);
            double cr = chroma(2, x, y);
            double colour =
                    switch (channel) {
                        case 0 -> 1.402 * cr;
                        case 1 -> -0.344136 * cb - 0.714136 * cr;
                        default -> 1.772 * cb;
                    };
            return Math.max(0, Math.min(1, luma(x, y) + colour));
        }
    }
}
