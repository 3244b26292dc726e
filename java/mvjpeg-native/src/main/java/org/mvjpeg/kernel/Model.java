package org.mvjpeg.kernel;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network for the kernel: tensors as {@code docs/kernel.md} names them, and notes on where it comes from. Immutable. Shapes are
 * checked when a {@link Kernel} loads it.
 */
public final class Model {
    private final Map<String, Tensor> tensors;
    private final Map<String, String> metadata;

    /**
     * @param tensors with names that differ
     * @param metadata free text by key
     */
    public Model(Collection<Tensor> tensors, Map<String, String> metadata) {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw new IllegalArgumentException("two tensors are named '" + tensor.name() + "'");
            }
        }
        this.tensors = Collections.unmodifiableMap(byName);
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** All tensors, in file order. */
    public List<Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    public Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    public Map<String, String> metadata() {
        return metadata;
    }
}
