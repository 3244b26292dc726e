/** How alike two pictures are. */
package org.mvjpeg.sets.fidelity;
