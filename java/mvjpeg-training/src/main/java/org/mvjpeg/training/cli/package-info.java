/** The command {@code mvjpeg train}. */
package org.mvjpeg.training.cli;
