package org.mvjpeg.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.mvjpeg.training.photos.Photo;
import org.mvjpeg.training.photos.PhotoLibrary;

/** Makes the pictures of a post filter's steps; what a step sees depends on the seed and its number alone. */
final class FilterBatches {
    /** Keeps the seeds of coded squares apart from those of steps. */
    private static final long SQUARES = 0x51AB5;

    private final FilterOptions options;
    private final Course course;
    private final PhotoLibrary library;
    private final FilterCodecs codecs;
    private final Executor encoders;
    private final CodedLibrary squares;

    /**
     * @param folder for coded squares
     * @param encoders codes; must not be the one that this is called on
     */
    FilterBatches(FilterOptions options, PhotoLibrary library, FilterCodecs codecs, Path folder, Executor encoders) {
        this.options = options;
        this.course = options.course();
        this.library = library;
        this.codecs = codecs;
        this.encoders = encoders;
        this.squares = new CodedLibrary(folder, options.side(), this::square);
    }

    /** Windows of coded squares, judged by all criteria. @param count of these */
    PairBatch windows(StepPlan plan, int count) {
        SplittableRandom random = new SplittableRandom(plan.photoSeed());
        int[] qps = new int[course.batch()];
        List<Supplier<CodedPair>> makers = new ArrayList<>();
        for (int i = 0; i < qps.length; i++) {
            int number = random.nextInt(options.pictures());
            int left = 2 * random.nextInt((options.side() - options.window()) / 2 + 1);
            int top = 2 * random.nextInt((options.side() - options.window()) / 2 + 1);
            qps[i] = qp(number);
            makers.add(() -> squares.get(number).window(left, top, options.window()));
        }
        return new PairBatch(IntStream.range(0, count).boxed().toList(), qps, SideBySide.all(makers, encoders));
    }

    /** Pictures as one judge will look at them. */
    PairBatch views(StepPlan plan) {
        SplittableRandom random = new SplittableRandom(plan.photoSeed());
        List<Supplier<CodedPair>> makers = new ArrayList<>();
        for (int i = 0; i < plan.qps().length; i++) {
            int number = i;
            Photo photo = course.crops().random(library, plan.side(), random.split());
            makers.add(() -> codecs.code(number, photo, plan.qps()[number]));
        }
        return new PairBatch(List.of(plan.judge()), plan.qps(), SideBySide.all(makers, encoders));
    }

    /** Every QP as often as every other, whatever the number of codecs. */
    private int qp(int number) {
        int count = course.maxQp() - course.minQp() + 1;
        return course.minQp() + new SplittableRandom(SQUARES + number).nextInt(count);
    }

    private CodedPair square(int number) {
        SplittableRandom random = new SplittableRandom(course.seed() + SQUARES * (number + 1L)).split();
        return codecs.code(number, course.crops().random(library, options.side(), random), qp(number));
    }
}
