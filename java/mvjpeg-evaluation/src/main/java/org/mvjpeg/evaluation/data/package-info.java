/** Pictures to evaluate on, and what is known to be in them. */
package org.mvjpeg.evaluation.data;
