package org.mvjpeg.heif;

/**
 * Part of a picture that is shown, pixels.
 *
 * @param x first column
 * @param y first row
 * @param width in columns, at least 1
 * @param height in rows, at least 1
 */
public record CropRectangle(int x, int y, int width, int height) {}
