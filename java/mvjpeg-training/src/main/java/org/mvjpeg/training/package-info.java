/** Trains a preprocessing network for somebody's own vision networks. */
package org.mvjpeg.training;
