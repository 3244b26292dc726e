package org.mvjpeg.evaluation.networks;

import java.util.List;

/** Darknet's region layers as OpenCV evaluates them, see {@link OutputLayout#DARKNET}; one output for each region layer. */
record DarknetDecoder(int width, int height, int classes) implements BoxDecoder {
    @Override
    public Candidates decode(List<Tensor> outputs) {
        int columns = SCORES + classes;
        if (outputs.isEmpty() || outputs.stream().anyMatch(output -> output.lastDimension() != columns)) {
            throw new IllegalArgumentException("the output shape is " + Shapes.of(outputs) + ", but Darknet with "
                    + classes + " classes makes [rows, " + columns + "]");
        }
        int rows = outputs.stream()
                .mapToInt(output -> output.values().length / columns)
                .sum();
        CandidateList candidates = new CandidateList(rows, classes);
        for (Tensor output : outputs) {
            float[] values = output.values();
            for (int at = 0; at < values.length; at += columns) {
                candidates.add(
                        values[at] * width,
                        values[at + 1] * height,
                        values[at + 2] * width / 2,
                        values[at + 3] * height / 2,
                        values,
                        at + SCORES,
                        1);
            }
        }
        return candidates.candidates();
    }
}
