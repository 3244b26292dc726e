/** Photographs to train with: found, read, cropped. */
package org.mvjpeg.training.photos;
