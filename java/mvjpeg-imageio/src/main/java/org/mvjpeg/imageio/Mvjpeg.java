package org.mvjpeg.imageio;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mvjpeg.codec.CodecException;

/** What a server does with the plug-in as a whole. */
public final class Mvjpeg {
    private static final int SIDE = 64;
    private static final ClassLoader LOADER = Mvjpeg.class.getClassLoader();
    private static final String PREFIX = "org.mvjpeg.";

    private Mvjpeg() {}

    /**
     * Registers the plug-in with ImageIO where its scan cannot find it: ImageIO looks once, with the context class loader of the
     * thread that used it first. For web applications, OSGi bundles and everything else with a class loader of its own.
     *
     * @return whether reader and writer are registered now; if not, they have withdrawn and the log says why
     */
    public static boolean register() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        register(registry, ServiceLoader.load(ImageReaderSpi.class, LOADER), ImageReaderSpi.class);
        register(registry, ServiceLoader.load(ImageWriterSpi.class, LOADER), ImageWriterSpi.class);
        return registry.getServiceProviderByClass(MvjpegImageReaderSpi.class) != null
                && registry.getServiceProviderByClass(MvjpegImageWriterSpi.class) != null;
    }

    private static <T> void register(IIORegistry registry, ServiceLoader<T> found, Class<T> category) {
        found.stream()
                .filter(provider -> isOurs(provider.type()))
                .filter(provider -> registry.getServiceProviderByClass(provider.type()) == null)
                .forEach(provider -> registry.registerServiceProvider(provider.get(), category));
    }

    /**
     * Undoes the registration, so that the class loader of an application which ends can be collected: ImageIO keeps providers for
     * as long as the JVM runs, and JavaCPP a thread. The thread is ended where JavaCPP is the application's own.
     */
    public static void unregister() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        for (Class<?> category : new Class<?>[] {ImageReaderSpi.class, ImageWriterSpi.class}) {
            List<Object> providers = new ArrayList<>();
            registry.getServiceProviders(category, false).forEachRemaining(providers::add);
            providers.stream()
                    .filter(provider -> isOurs(provider.getClass()))
                    .forEach(registry::deregisterServiceProvider);
        }
        DeallocatorThread.end(LOADER);
    }

    private static boolean isOurs(Class<?> type) {
        return type.getClassLoader() == LOADER && type.getName().startsWith(PREFIX);
    }

    /** {@link #warmUp(ImageWriteParam)} with the default parameters. */
    public static Duration warmUp() throws IOException {
        return warmUp(null);
    }

    /**
     * Writes and reads small pictures, so that the first real one finds everything loaded: native libraries, networks, x265's tables.
     * Call it when the server starts, before it tells that it is ready. It may be called more than once and from any thread.
     *
     * @param param what pictures will be written with, or {@code null} for the defaults
     * @return the time that it took, which a first picture would have taken longer
     * @throws IOException if the plug-in has withdrawn from ImageIO, or a native library fails
     */
    public static Duration warmUp(ImageWriteParam param) throws IOException {
        long start = System.nanoTime();
        MvjpegImageWriterSpi provider = provider();
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        try {
            provider.warmUp(
                    WriteRequest.of(param, new Rectangle(SIDE, SIDE), 3, null).options());
        } catch (CodecException e) {
            throw new IIOException(e.getMessage(), e);
        }
        ImageWriter writer = provider.createWriterInstance(null);
        try {
            read(ImageIO.getImageReader(writer), write(writer, image));
        } finally {
            writer.dispose();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static MvjpegImageWriterSpi provider() throws IIOException {
        MvjpegImageWriterSpi provider =
                IIORegistry.getDefaultInstance().getServiceProviderByClass(MvjpegImageWriterSpi.class);
        if (provider == null) {
            throw new IIOException("mvjpeg is not registered with ImageIO; if it has withdrawn, the log says why");
        }
        return provider;
    }

    private static byte[] write(ImageWriter writer, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), null);
        }
        return bytes.toByteArray();
    }

    /** @param reader {@code null} where reading is not registered */
    private static void read(ImageReader reader, byte[] file) throws IOException {
        if (reader == null) {
            return;
        }
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            reader.read(0);
        } finally {
            reader.dispose();
        }
    }
}
