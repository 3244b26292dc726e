/** The preprocessing network as a trainable graph in the kernel's units, and its export as a model of the kernel. */
package org.mvjpeg.training.network;
