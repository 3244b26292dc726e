package org.mvjpeg.imageio.jpeg;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.spi.ServiceRegistry;

/** The JPEG writers that ImageIO would ask if JPEG mode were not there. */
final class OtherJpegWriters {
    private OtherJpegWriters() {}

    /** In ImageIO's order, looked up anew since applications register and deregister them as they like. */
    static List<ImageWriterSpi> of(ServiceRegistry registry) {
        List<ImageWriterSpi> providers = new ArrayList<>();
        Iterator<ImageWriterSpi> found =
                registry.getServiceProviders(ImageWriterSpi.class, OtherJpegWriters::isOther, true);
        found.forEachRemaining(providers::add);
        return providers;
    }

    /** Puts our provider before each of them. */
    static void orderBehind(PreprocessingJpegWriterSpi provider, ServiceRegistry registry) {
        of(registry).forEach(other -> registry.setOrdering(ImageWriterSpi.class, provider, other));
    }

    /** By name, for another class loader may have a class of ours too, and the two must not delegate to each other. */
    private static boolean isOther(Object provider) {
        return !provider.getClass().getName().equals(PreprocessingJpegWriterSpi.class.getName())
                && Stream.of(((ImageWriterSpi) provider).getFormatNames()).anyMatch("jpeg"::equalsIgnoreCase);
    }
}
