package org.mvjpeg.training.onnx;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The operators that are known, by their ONNX names. */
final class Operators {
    private static final Map<String, Operator> TABLE = table();

    private Operators() {}

    static Optional<Operator> find(String name) {
        return Optional.ofNullable(TABLE.get(name));
    }

    private static Map<String, Operator> table() {
        Map<String, Operator> table = new HashMap<>();
        Activations.addTo(table);
        Arithmetic.addTo(table);
        Constants.addTo(table);
        Convolutions.addTo(table);
        LinearAlgebra.addTo(table);
        Normalisations.addTo(table);
        Paddings.addTo(table);
        Pools.addTo(table);
        Reductions.addTo(table);
        Resizes.addTo(table);
        Selections.addTo(table);
        ShapeOperators.addTo(table);
        return Collections.unmodifiableMap(table);
    }
}
