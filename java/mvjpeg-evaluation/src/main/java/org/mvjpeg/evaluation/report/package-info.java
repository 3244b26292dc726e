/** Figures with their intervals, and the documents that tell them. */
package org.mvjpeg.evaluation.report;
