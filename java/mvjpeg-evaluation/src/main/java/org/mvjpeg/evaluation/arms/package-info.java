/** The ways to code a picture that are compared: encoder settings, preprocessing network or filter. */
package org.mvjpeg.evaluation.arms;
