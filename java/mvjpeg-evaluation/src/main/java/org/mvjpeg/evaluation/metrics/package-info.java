/** Figures of merit: BD-rate, accuracy, mean average precision, PSNR and MS-SSIM, bootstrap intervals. Pure Java. */
package org.mvjpeg.evaluation.metrics;
