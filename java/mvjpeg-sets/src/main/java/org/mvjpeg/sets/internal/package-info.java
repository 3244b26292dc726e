/** What set rate control and evaluations share; not exported. */
package org.mvjpeg.sets.internal;
