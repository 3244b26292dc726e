package org.mvjpeg.training.loss;

import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.onnx.Teacher;

/** How far a teacher's answer to coded pictures is from that to the clean ones. */
interface TaskDistance {
    /** @return of each picture, at least 0, shape [N]; gradients flow to the second answer */
    Tensor between(Teacher.Answer clean, Teacher.Answer coded);
}
