/** Ways of coding at one budget for a whole set, as image compression challenges compare them. */
package org.mvjpeg.evaluation.clic;
