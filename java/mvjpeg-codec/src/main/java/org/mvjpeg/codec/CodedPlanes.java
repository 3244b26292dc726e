package org.mvjpeg.codec;

/**
 * What a codec made of planes.
 *
 * @param heif the finished file's bytes; the caller's own
 * @param pictureBytes how many of them are the picture's coded data, without boxes and parameter sets
 * @param decoded the planes that a decoder shows
 */
public record CodedPlanes(byte[] heif, int pictureBytes, I420 decoded) {}
