package org.mvjpeg.training;

import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
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
    private final IntFunction<StepPlan> plans;
    private final ExecutorService executor;
    private CompletableFuture<Batch> next;
    private int nextStep = -1;

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
    BatchLoader(PhotoLibrary library, Crops crops, IntFunction<StepPlan> plans, ExecutorService executor) {
        this.library = library;
        this.crops = crops;
        this.plans = plans;
        this.executor = executor;
    }

    /** A step's pictures; begins to cut those of the following step. @throws IllegalStateException if no file can be read */
    Batch load(int step) {
        CompletableFuture<Batch> wanted = step == nextStep ? next : start(step);
        next = start(step + 1);
        nextStep = step + 1;
        try {
            return wanted.join();
        } catch (CompletionException | CancellationException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<Batch> start(int step) {
        return CompletableFuture.supplyAsync(() -> cut(plans.apply(step)), executor);
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
