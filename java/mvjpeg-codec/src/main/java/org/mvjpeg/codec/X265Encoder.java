package org.mvjpeg.codec;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HevcPicture;
import org.mvjpeg.kernel.Planes;

/** An open x265 context with the frame that it codes; usable for one picture after the other by one thread at a time. */
final class X265Encoder implements MemoryBudget.Reusable {
    private static final int PRIMARIES_BT709 = 1;
    private static final int TRANSFER_SRGB = 13;
    private static final int MATRIX_BT601 = 6;

    private final X265Settings settings;
    private final AVCodecContext context;
    private final AVFrame frame;
    private final AVPacket packet;
    private final byte[] parameterSets;
    /** {@code null} where x265 takes none. */
    private final QuantiserOffsets offsets;

    private long pictures;

    /** @throws CodecException if x265 is missing or refuses the settings */
    X265Encoder(X265Settings settings) {
        this.settings = settings;
        this.offsets = settings.hasFractions()
                ? new QuantiserOffsets(new CodedSize(settings.width(), settings.height()), settings.depth())
                : null;
        AVCodec codec = Ffmpeg.x265();
        this.context = Ffmpeg.allocate(codec);
        this.frame = avutil.av_frame_alloc();
        this.packet = avcodec.av_packet_alloc();
        try {
            open(codec);
            allocateFrame();
            this.parameterSets = bytes(context.extradata(), context.extradata_size());
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void open(AVCodec codec) {
        context.width(settings.width()).height(settings.height());
        context.pix_fmt(pixelFormat());
        context.time_base().num(1).den(25);
        context.gop_size(1);
        context.flags(avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        context.thread_count(1);
        context.color_range(avutil.AVCOL_RANGE_JPEG);
        context.color_primaries(PRIMARIES_BT709);
        context.color_trc(TRANSFER_SRGB);
        context.colorspace(MATRIX_BT601);
        context.chroma_sample_location(avutil.AVCHROMA_LOC_CENTER);
        AVDictionary options = new AVDictionary((Pointer) null);
        try {
            avutil.av_dict_set(options, "preset", settings.preset(), 0);
            avutil.av_dict_set(options, "forced-idr", "1", 0);
            avutil.av_dict_set(options, "x265-params", settings.parameters(), 0);
            Ffmpeg.check(
                    avcodec.avcodec_open2(context, codec, options),
                    "libx265 refuses " + settings.width() + "x" + settings.height() + ", " + settings.depth()
                            + " bits, " + settings.parameters());
        } finally {
            avutil.av_dict_free(options);
        }
    }

    private int pixelFormat() {
        return settings.depth() > Byte.SIZE ? avutil.AV_PIX_FMT_YUV420P10() : avutil.AV_PIX_FMT_YUV420P;
    }

    private void allocateFrame() {
        if (frame == null || packet == null) {
            throw new CodecException("FFmpeg: out of memory for a frame");
        }
        frame.format(pixelFormat());
        frame.width(settings.width()).height(settings.height());
        frame.pict_type(avutil.AV_PICTURE_TYPE_I);
        Ffmpeg.check(avutil.av_frame_get_buffer(frame, 0), "FFmpeg: planes of a frame");
    }

    X265Settings settings() {
        return settings;
    }

    /** The planes to fill before {@link #encode}; valid until {@link #close}. */
    Planes planes() {
        return planes(settings.width(), settings.height());
    }

    /** The planes to fill before {@link #encodePicture(CodedSize)}: the upper left of {@link #planes()}. */
    Planes planes(CodedSize picture) {
        return planes(picture.width(), picture.height());
    }

    private Planes planes(int width, int height) {
        return new Planes(
                frame.data(0),
                frame.data(1),
                frame.data(2),
                frame.linesize(0),
                frame.linesize(1),
                frame.linesize(2),
                width,
                height);
    }

    /** VPS, SPS and PPS as an Annex B stream. */
    byte[] parameterSets() {
        return parameterSets.clone();
    }

    /**
     * Codes the upper left of the planes; the bytes are those of a context for exactly this size.
     *
     * @param picture less than a coding block smaller than the settings say
     * @param quantiser whose slice QP is that of the settings
     * @throws CodecException if x265 fails
     */
    HevcPicture encodePicture(CodedSize picture, Quantiser quantiser) {
        EdgeFill.fill(planes(), picture, settings.sampleBytes());
        if (offsets != null) {
            offsets.set(frame, quantiser);
        }
        byte[] packet = encode();
        try {
            HevcPicture coded =
                    HevcPicture.ofAnnexB(parameterSets, packet).withWindow(picture.width(), picture.height());
            return settings.depth() > Byte.SIZE ? coded.asMain10StillPicture() : coded;
        } catch (HeifException e) {
            throw new CodecException("x265 coded what is not one picture: " + e.getMessage(), e);
        }
    }

    /** Codes the planes; the picture's NAL units as an Annex B stream. @throws CodecException if x265 fails */
    byte[] encode() {
        Ffmpeg.check(avutil.av_frame_make_writable(frame), "FFmpeg: planes of a frame");
        frame.pts(pictures++);
        Ffmpeg.check(avcodec.avcodec_send_frame(context, frame), "libx265");
        Ffmpeg.check(avcodec.avcodec_receive_packet(context, packet), "libx265");
        try {
            byte[] coded = bytes(packet.data(), packet.size());
            if (settings.reusable()) {
                LoopFilterFlag.set(coded, settings.sao());
            }
            return coded;
        } finally {
            avcodec.av_packet_unref(packet);
        }
    }

    private static byte[] bytes(BytePointer data, int size) {
        byte[] bytes = new byte[size];
        data.capacity(size).asByteBuffer().get(bytes);
        return bytes;
    }

    @Override
    public long memory() {
        return settings.memory();
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(context);
    }
}
