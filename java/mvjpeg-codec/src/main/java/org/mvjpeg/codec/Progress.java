package org.mvjpeg.codec;

import java.util.concurrent.CancellationException;

/** Counts the stages of one picture and passes them on to its listener. */
final class Progress {
    private final ProgressListener listener;
    private final float[] stages;
    private int done;

    /** @param stages the expected cost of each, in any unit */
    Progress(ProgressListener listener, float... stages) {
        this.listener = listener;
        this.stages = stages.clone();
        report(0);
    }

    /** One more stage is done. @throws CancellationException if the listener wants no more */
    void advance() {
        done++;
        float before = 0;
        float all = 0;
        for (int i = 0; i < stages.length; i++) {
            all += stages[i];
            before += i < done ? stages[i] : 0;
        }
        report(done == stages.length ? 1 : before / all);
    }

    private void report(float fraction) {
        if (!listener.onProgress(fraction)) {
            throw new CancellationException("cancelled at " + Math.round(100 * fraction) + " %");
        }
    }
}
