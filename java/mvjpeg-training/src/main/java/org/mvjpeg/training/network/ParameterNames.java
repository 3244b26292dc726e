package org.mvjpeg.training.network;

/** Names of the parameters; those of layers are the model's. */
final class ParameterNames {
    static final String SKIP = "skip";
    static final String HIDDEN_WEIGHT = "conditioning.hidden.weight";
    static final String HIDDEN_BIAS = "conditioning.hidden.bias";
    static final String OUTPUT_WEIGHT = "conditioning.output.weight";
    static final String OUTPUT_BIAS = "conditioning.output.bias";

    /** Strengths per QP: luma, chroma. */
    static final int LOWPASSES = 2;

    private ParameterNames() {}

    static String weight(LayerShape layer) {
        return layer.name() + ".weight";
    }

    static String bias(LayerShape layer) {
        return layer.name() + ".bias";
    }
}
