/** LibTorch tensors and Java arrays, and who frees what. */
package org.mvjpeg.training.tensor;
