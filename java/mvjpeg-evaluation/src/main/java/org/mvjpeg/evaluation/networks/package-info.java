/**
 * Vision networks of any kind that OpenCV DNN loads, and their input and output conventions. A
 * {@link org.mvjpeg.evaluation.networks.NetworkDescription} says what a network expects and answers, written by its user as a
 * small JSON file; {@link org.mvjpeg.evaluation.networks.Classifier} and {@link org.mvjpeg.evaluation.networks.Detector} run it
 * on pictures.
 */
package org.mvjpeg.evaluation.networks;
