package org.mvjpeg.codec;

import org.bytedeco.javacpp.BytePointer;

record Source(BytePointer data, long rowStride, int pixelStride, int red, int green, int blue, int width, int height) {}
