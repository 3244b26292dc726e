package org.mvjpeg.kernel;

/**
 * Whether a GPU can be used.
 *
 * @param available whether {@code "cuda"} is a target here
 * @param description the GPU in words, or why there is none
 */
public record CudaStatus(boolean available, String description) {}
