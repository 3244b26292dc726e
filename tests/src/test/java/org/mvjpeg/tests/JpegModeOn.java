package org.mvjpeg.tests;

import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import org.mvjpeg.imageio.jpeg.JpegMode;
import org.mvjpeg.imageio.jpeg.PreprocessingJpegWriterSpi;

/** JPEG mode in this process until closed, as if it had been started with the property. */
final class JpegModeOn implements AutoCloseable {
    private final PreprocessingJpegWriterSpi provider = new PreprocessingJpegWriterSpi();

    JpegModeOn() {
        System.setProperty(JpegMode.PROPERTY, JpegMode.PREPROCESS);
        IIORegistry.getDefaultInstance().registerServiceProvider(provider, ImageWriterSpi.class);
    }

    PreprocessingJpegWriterSpi provider() {
        return provider;
    }

    @Override
    public void close() {
        IIORegistry.getDefaultInstance().deregisterServiceProvider(provider, ImageWriterSpi.class);
        System.clearProperty(JpegMode.PROPERTY);
    }
}
