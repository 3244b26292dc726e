package org.mvjpeg.imageio.jpeg;

import javax.imageio.spi.IIORegistry;

/** What a program can say to JPEG mode; an operator needs the system property alone. */
public final class JpegMode {
    /** The system property that switches it on, read when the provider is registered. */
    public static final String PROPERTY = "mvjpeg.jpeg";

    /** The one value that does. */
    public static final String PREPROCESS = "preprocess";

    private JpegMode() {}

    /**
     * Puts JPEG mode before every JPEG writer that is registered by now. Registration does so itself; call this after a plug-in that was
     * registered later has put itself before all others.
     *
     * @return whether JPEG mode is active
     */
    public static boolean prefer() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        PreprocessingJpegWriterSpi provider = registry.getServiceProviderByClass(PreprocessingJpegWriterSpi.class);
        if (provider == null) {
            return false;
        }
        OtherJpegWriters.orderBehind(provider, registry);
        return true;
    }
}
