/** Trains preprocessing networks and post filters, for somebody's own vision networks or for likeness to the original. */
package org.mvjpeg.training;
