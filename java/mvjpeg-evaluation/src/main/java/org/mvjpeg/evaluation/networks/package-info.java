/** Vision networks of any kind that OpenCV DNN loads, and their input and output conventions. */
package org.mvjpeg.evaluation.networks;
