package org.mvjpeg.kernel;

/** What a kernel reads: the pixels of a picture, or the planes of a decoded one. */
public sealed interface Input permits Source, Planes {}
