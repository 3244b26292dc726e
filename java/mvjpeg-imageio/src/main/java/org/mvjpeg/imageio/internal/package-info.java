/** What the providers share; not exported. */
package org.mvjpeg.imageio.internal;
