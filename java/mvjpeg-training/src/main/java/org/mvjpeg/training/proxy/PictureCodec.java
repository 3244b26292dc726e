package org.mvjpeg.training.proxy;

import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.I420;

/** The codec that a proxy stands for. */
@FunctionalInterface
public interface PictureCodec {
    /** Codes and decodes a picture. @param qp HEVC quantiser, 0 to 51 */
    CodedPlanes code(I420 picture, int qp);
}
