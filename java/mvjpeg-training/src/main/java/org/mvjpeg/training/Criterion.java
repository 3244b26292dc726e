package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.mvjpeg.training.loss.Judge;
import org.mvjpeg.training.loss.PictureLoss;
import org.mvjpeg.training.loss.Similarity;
import org.mvjpeg.training.proxy.TaskLoss;

/**
 * What a post filter is to bring back.
 *
 * @param name for people
 * @param weight beside the others of a step
 * @param loss distance of a shown picture from the original
 */
record Criterion(String name, double weight, TaskLoss loss) {
    /** Likeness to the original: squared error of all samples, and structure. @param similarityWeight of structure beside the error's 1 */
    static List<Criterion> fidelity(double similarityWeight) {
        return List.of(
                new Criterion("MSE", 1, PictureLoss::change),
                new Criterion("1-MS-SSIM", similarityWeight, (original, shown) -> Similarity.of(original.y(), shown.y())
                        .neg()
                        .add(new Scalar(1.0))));
    }

    /** What vision networks see in the original. */
    static List<Criterion> tasks(List<Judge> judges) {
        List<Criterion> criteria = new ArrayList<>();
        judges.forEach(judge -> criteria.add(new Criterion(judge.name(), 1, Judges.task(judge))));
        return criteria;
    }
}
