/** Differentiable stand-ins for the codec, and the gate that they must pass before something is trained against them. */
package org.mvjpeg.training.proxy;
