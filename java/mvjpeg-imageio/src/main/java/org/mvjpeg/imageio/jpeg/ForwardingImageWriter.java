package org.mvjpeg.imageio.jpeg;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;
import javax.imageio.event.IIOWriteWarningListener;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageWriterSpi;

/** Has another writer do everything. Listeners hear of it as of this writer. */
abstract class ForwardingImageWriter extends ImageWriter {
    private final Relay relay = new Relay();
    private ImageWriter delegate;
    private ImageWriterSpi delegateProvider;

    ForwardingImageWriter(ImageWriterSpi provider, Delegate delegate) {
        super(provider);
        take(delegate);
    }

    /** Who made the writer that does the work at present. */
    final ImageWriterSpi delegateProvider() {
        return delegateProvider;
    }

    /** Goes on with another writer, which takes over output and locale. */
    final void replaceDelegate(Delegate other) {
        delegate.dispose();
        take(other);
        if (getLocale() != null) {
            delegate.setLocale(getLocale());
        }
        delegate.setOutput(getOutput());
    }

    private void take(Delegate other) {
        delegate = other.writer();
        delegateProvider = other.provider();
        listen();
    }

    private void listen() {
        delegate.addIIOWriteProgressListener(relay);
        delegate.addIIOWriteWarningListener(relay);
    }

    @Override
    public void setOutput(Object output) {
        super.setOutput(output);
        delegate.setOutput(output);
    }

    @Override
    public Locale[] getAvailableLocales() {
        return delegate.getAvailableLocales();
    }

    @Override
    public void setLocale(Locale locale) {
        delegate.setLocale(locale);
        this.locale = locale;
        // A listener gets warnings in the locale of when it was added.
        delegate.removeIIOWriteWarningListener(relay);
        delegate.addIIOWriteWarningListener(relay);
    }

    @Override
    public ImageWriteParam getDefaultWriteParam() {
        return delegate.getDefaultWriteParam();
    }

    @Override
    public IIOMetadata getDefaultStreamMetadata(ImageWriteParam param) {
        return delegate.getDefaultStreamMetadata(param);
    }

    @Override
    public IIOMetadata getDefaultImageMetadata(ImageTypeSpecifier type, ImageWriteParam param) {
        return delegate.getDefaultImageMetadata(type, param);
    }

    @Override
    public IIOMetadata convertStreamMetadata(IIOMetadata metadata, ImageWriteParam param) {
        return delegate.convertStreamMetadata(metadata, param);
    }

    @Override
    public IIOMetadata convertImageMetadata(IIOMetadata metadata, ImageTypeSpecifier type, ImageWriteParam param) {
        return delegate.convertImageMetadata(metadata, type, param);
    }

    @Override
    public int getNumThumbnailsSupported(
            ImageTypeSpecifier type, ImageWriteParam param, IIOMetadata streamMetadata, IIOMetadata imageMetadata) {
        return delegate.getNumThumbnailsSupported(type, param, streamMetadata, imageMetadata);
    }

    @Override
    public Dimension[] getPreferredThumbnailSizes(
            ImageTypeSpecifier type, ImageWriteParam param, IIOMetadata streamMetadata, IIOMetadata imageMetadata) {
        return delegate.getPreferredThumbnailSizes(type, param, streamMetadata, imageMetadata);
    }

    @Override
    public boolean canWriteRasters() {
        return delegate.canWriteRasters();
    }

    @Override
    public void write(IIOMetadata streamMetadata, IIOImage image, ImageWriteParam param) throws IOException {
        delegate.write(streamMetadata, image, param);
    }

    @Override
    public boolean canWriteSequence() {
        return delegate.canWriteSequence();
    }

    @Override
    public void prepareWriteSequence(IIOMetadata streamMetadata) throws IOException {
        delegate.prepareWriteSequence(streamMetadata);
    }

    @Override
    public void writeToSequence(IIOImage image, ImageWriteParam param) throws IOException {
        delegate.writeToSequence(image, param);
    }

    @Override
    public void endWriteSequence() throws IOException {
        delegate.endWriteSequence();
    }

    @Override
    public boolean canReplaceStreamMetadata() throws IOException {
        return delegate.canReplaceStreamMetadata();
    }

    @Override
    public void replaceStreamMetadata(IIOMetadata streamMetadata) throws IOException {
        delegate.replaceStreamMetadata(streamMetadata);
    }

    @Override
    public boolean canReplaceImageMetadata(int imageIndex) throws IOException {
        return delegate.canReplaceImageMetadata(imageIndex);
    }

    @Override
    public void replaceImageMetadata(int imageIndex, IIOMetadata imageMetadata) throws IOException {
        delegate.replaceImageMetadata(imageIndex, imageMetadata);
    }

    @Override
    public boolean canInsertImage(int imageIndex) throws IOException {
        return delegate.canInsertImage(imageIndex);
    }

    @Override
    public void writeInsert(int imageIndex, IIOImage image, ImageWriteParam param) throws IOException {
        delegate.writeInsert(imageIndex, image, param);
    }

    @Override
    public boolean canRemoveImage(int imageIndex) throws IOException {
        return delegate.canRemoveImage(imageIndex);
    }

    @Override
    public void removeImage(int imageIndex) throws IOException {
        delegate.removeImage(imageIndex);
    }

    @Override
    public boolean canWriteEmpty() throws IOException {
        return delegate.canWriteEmpty();
    }

    @Override
    public void prepareWriteEmpty(
            IIOMetadata streamMetadata,
            ImageTypeSpecifier type,
            int width,
            int height,
            IIOMetadata imageMetadata,
            List<? extends BufferedImage> thumbnails,
            ImageWriteParam param)
            throws IOException {
        delegate.prepareWriteEmpty(streamMetadata, type, width, height, imageMetadata, thumbnails, param);
    }

    @Override
    public void endWriteEmpty() throws IOException {
        delegate.endWriteEmpty();
    }

    @Override
    public boolean canInsertEmpty(int imageIndex) throws IOException {
        return delegate.canInsertEmpty(imageIndex);
    }

    @Override
    public void prepareInsertEmpty(
            int imageIndex,
            ImageTypeSpecifier type,
            int width,
            int height,
            IIOMetadata imageMetadata,
            List<? extends BufferedImage> thumbnails,
            ImageWriteParam param)
            throws IOException {
        delegate.prepareInsertEmpty(imageIndex, type, width, height, imageMetadata, thumbnails, param);
    }

    @Override
    public void endInsertEmpty() throws IOException {
        delegate.endInsertEmpty();
    }

    @Override
    public boolean canReplacePixels(int imageIndex) throws IOException {
        return delegate.canReplacePixels(imageIndex);
    }

    @Override
    public void prepareReplacePixels(int imageIndex, Rectangle region) throws IOException {
        delegate.prepareReplacePixels(imageIndex, region);
    }

    @Override
    public void replacePixels(RenderedImage image, ImageWriteParam param) throws IOException {
        delegate.replacePixels(image, param);
    }

    @Override
    public void replacePixels(Raster raster, ImageWriteParam param) throws IOException {
        delegate.replacePixels(raster, param);
    }

    @Override
    public void endReplacePixels() throws IOException {
        delegate.endReplacePixels();
    }

    @Override
    public void abort() {
        super.abort();
        delegate.abort();
    }

    @Override
    public void reset() {
        delegate.reset();
        super.reset();
        listen();
    }

    @Override
    public void dispose() {
        delegate.dispose();
    }

    /** Hands the delegate's events on, and an abort that came before it began. */
    private final class Relay implements IIOWriteProgressListener, IIOWriteWarningListener {
        @Override
        public void imageStarted(ImageWriter source, int imageIndex) {
            processImageStarted(imageIndex);
            relayAbort(source);
        }

        @Override
        public void imageProgress(ImageWriter source, float percentageDone) {
            processImageProgress(percentageDone);
            relayAbort(source);
        }

        private void relayAbort(ImageWriter source) {
            if (abortRequested()) {
                source.abort();
            }
        }

        @Override
        public void imageComplete(ImageWriter source) {
            processImageComplete();
        }

        @Override
        public void thumbnailStarted(ImageWriter source, int imageIndex, int thumbnailIndex) {
            processThumbnailStarted(imageIndex, thumbnailIndex);
        }

        @Override
        public void thumbnailProgress(ImageWriter source, float percentageDone) {
            processThumbnailProgress(percentageDone);
        }

        @Override
        public void thumbnailComplete(ImageWriter source) {
            processThumbnailComplete();
        }

        @Override
        public void writeAborted(ImageWriter source) {
            processWriteAborted();
        }

        @Override
        public void warningOccurred(ImageWriter source, int imageIndex, String warning) {
            processWarningOccurred(imageIndex, warning);
        }
    }
}
