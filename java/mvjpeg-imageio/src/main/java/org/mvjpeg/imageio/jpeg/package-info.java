/**
 * JPEG mode: with {@code -Dmvjpeg.jpeg=preprocess} JPEGs go through the preprocessing network before the JPEG writer that was there
 * before writes them.
 */
package org.mvjpeg.imageio.jpeg;
