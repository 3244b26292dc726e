package org.mvjpeg.codec;

/** A picture takes more bytes than its target even at the coarsest quantiser. */
public final class TargetSizeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long targetBytes;
    private final transient EncodedPicture smallest;

    TargetSizeException(long targetBytes, EncodedPicture smallest) {
        super("the target of " + targetBytes + " bytes is out of reach: a picture of " + smallest.width() + "x"
                + smallest.height() + " pixels takes at least " + smallest.heif().length + " bytes");
        this.targetBytes = targetBytes;
        this.smallest = smallest;
    }

    /** What the file was to take at most, bytes. */
    public long targetBytes() {
        return targetBytes;
    }

    /** The smallest file that was found; {@code null} after serialisation. */
    public EncodedPicture smallest() {
        return smallest;
    }
}
