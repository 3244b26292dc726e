package org.mvjpeg.imageio.jpeg;

import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;

/** A writer, and who made it; what the writer says of that itself may be {@code null}. */
record Delegate(ImageWriterSpi provider, ImageWriter writer) {}
