package org.mvjpeg.training;

import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.photos.Crops;
import org.mvjpeg.training.photos.Photo;
import org.mvjpeg.training.photos.PhotoLibrary;
import org.mvjpeg.training.tensor.Tensors;

/** Cuts the pictures of steps, the next step's while one is trained. */
final class BatchLoader {
    private final PhotoLibrary library;
    private final Crops crops;
    private final Ahead<Batch> batches;

    /**
     * A step's pictures.
     *
     * @param rgb samples 0..255, shape [N, 3, side, side]
     */
    record Batch(StepPlan plan, float[] rgb) {
        /** The samples, in the calling thread's PointerScope. */
        Tensor rgbTensor() {
            return Tensors.of(rgb, plan.qps().length, 3, plan.side(), plan.side());
        }
    }

    /** @param plans by step */
    BatchLoader(PhotoLibrary library, Crops crops, IntFunction<StepPlan> plans, Executor executor) {
        this.library = library;
        this.crops = crops;
        this.batches = new Ahead<>(step -> cut(plans.apply(step)), executor);
    }

    /** A step's pictures; begins to cut those of the following step. @throws IllegalStateException if no file can be read */
    Batch load(int step) {
        return batches.get(step);
    }

    private Batch cut(StepPlan plan) {
        SplittableRandom random = new SplittableRandom(plan.photoSeed());
        float[] rgb = new float[plan.qps().length * 3 * plan.side() * plan.side()];
        for (int i = 0; i < plan.qps().length; i++) {
            Photo crop = crops.random(library, plan.side(), random.split());
            Planar.put(crop, rgb, i);
        }
        return new Batch(plan, rgb);
    }
}
