/** What training makes small: bytes, and what vision networks lose. */
package org.mvjpeg.training.loss;
