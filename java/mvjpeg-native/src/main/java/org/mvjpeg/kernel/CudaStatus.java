package org.mvjpeg.kernel;

/**
 * Whether a GPU can be used.
 *
 * @param available whether {@code "cuda"} is a target here
 * @param lost whether there was a GPU, which failed so that this process cannot use it again
 * @param description the GPU in words, or why there is none
 */
public record CudaStatus(boolean available, boolean lost, String description) {}
