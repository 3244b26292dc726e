/** The commands {@code mvjpeg train} and {@code mvjpeg train-filter}. */
package org.mvjpeg.training.cli;
