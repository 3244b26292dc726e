package org.mvjpeg.codec;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVRegionOfInterest;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Makes the fraction of a quantiser: a share of the picture's cells, spread evenly, gets the next QP, which FFmpeg hands to x265 as regions of
 * interest. An equal offset of all cells would be rounded away in pictures whose blocks are all of one activity.
 *
 * <p>x265 takes memory for offsets with a context's first picture or never, and keeps offsets until it is given others; therefore each
 * picture has some, be they 0.
 */
final class QuantiserOffsets {
    /** x265 chooses one QP for this many samples a side, by its default for {@code qg-size}. */
    private static final int CELL = 32;

    /** Of the two-dimensional additive recurrence of lowest discrepancy: powers of the inverse plastic number. */
    private static final double STEP_X = 0.7548776662466927;

    private static final double STEP_Y = 0.5698402909980532;

    /** That FFmpeg makes longer for each bit beyond 8. */
    private static final int QPS_PER_BIT = 6;

    /** Of QPs: offsets are shares of it. */
    private final int range;

    private final int width;
    private final int height;
    private final int cell;
    private final int columns;
    private final int cells;

    /**
     * Numbers of cells, in rows from the top left; any first part of them is spread evenly over the picture. {@code null} until a
     * quantiser has a fraction: to sort the cells of a large picture takes longer than to open its context.
     */
    private int[] order;

    /** @param depth bits per sample */
    QuantiserOffsets(CodedSize size, int depth) {
        range = EncoderOptions.MAX_QP + QPS_PER_BIT * (depth - Byte.SIZE);
        width = size.width();
        height = size.height();
        cell = Math.min(CELL, size.codingTreeUnit());
        columns = (width + cell - 1) / cell;
        int rows = (height + cell - 1) / cell;
        cells = columns * rows;
    }

    private int[] order() {
        if (order == null) {
            order = IntStream.range(0, cells)
                    .boxed()
                    .sorted(Comparator.comparingDouble(this::rank))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        return order;
    }

    private double rank(int number) {
        return (0.5 + number % columns * STEP_X + number / columns * STEP_Y) % 1;
    }

    /** Has the frame coded with the quantiser's fraction. @throws CodecException if there is no memory for it */
    void set(AVFrame frame, Quantiser quantiser) {
        avutil.av_frame_remove_side_data(frame, avutil.AV_FRAME_DATA_REGIONS_OF_INTEREST);
        // JavaCPP knows the size only when the libraries are loaded, as they are where there is a frame.
        int struct = Pointer.sizeof(AVRegionOfInterest.class);
        double share = Math.abs(quantiser.offset()) / (double) Quantiser.STEPS_PER_QP;
        int count = (int) Math.round(share * cells);
        AVFrameSideData data = avutil.av_frame_new_side_data(
                frame, avutil.AV_FRAME_DATA_REGIONS_OF_INTEREST, (long) Math.max(1, count) * struct);
        if (data == null) {
            throw new CodecException("FFmpeg: out of memory for regions");
        }
        BytePointer regions = data.data();
        if (count == 0) {
            region(regions, 0, struct, 0, 0);
        }
        for (int i = 0; i < count; i++) {
            region(regions, i, struct, order()[i], Integer.signum(quantiser.offset()));
        }
    }

    private void region(BytePointer regions, int index, int struct, int number, int qps) {
        AVRegionOfInterest region = new AVRegionOfInterest(regions.getPointer((long) index * struct));
        int left = number % columns * cell;
        int top = number / columns * cell;
        region.self_size(struct);
        region.left(left).right(Math.min(left + cell, width));
        region.top(top).bottom(Math.min(top + cell, height));
        region.qoffset().num(qps).den(range);
    }
}
