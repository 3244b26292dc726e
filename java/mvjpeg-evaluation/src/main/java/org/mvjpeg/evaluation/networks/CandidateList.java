package org.mvjpeg.evaluation.networks;

/** Takes candidates one by one, in the order in which they are to stand. */
final class CandidateList {
    private final int classes;
    private final float[] boxes;
    private final float[] scores;
    private int count;

    CandidateList(int candidates, int classes) {
        this.classes = classes;
        this.boxes = new float[Candidates.SIDES * candidates];
        this.scores = new float[classes * candidates];
    }

    /**
     * Adds a candidate.
     *
     * @param x of its centre, in pixels of the network's input, as are y and the halves of width and height
     * @param values where its class scores stand
     * @param at the first of them
     * @param factor that they are multiplied by
     */
    void add(float x, float y, float halfWidth, float halfHeight, float[] values, int at, float factor) {
        int box = Candidates.SIDES * count;
        boxes[box] = x - halfWidth;
        boxes[box + 1] = y - halfHeight;
        boxes[box + 2] = x + halfWidth;
        boxes[box + 3] = y + halfHeight;
        for (int c = 0; c < classes; c++) {
            scores[classes * count + c] = factor * values[at + c];
        }
        count++;
    }

    Candidates candidates() {
        return new Candidates(classes, boxes, scores);
    }
}
