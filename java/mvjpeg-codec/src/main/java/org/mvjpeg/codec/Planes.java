package org.mvjpeg.codec;

import org.bytedeco.javacpp.BytePointer;

record Planes(
        BytePointer y, BytePointer u, BytePointer v, long strideY, long strideU, long strideV, int width, int height) {}
