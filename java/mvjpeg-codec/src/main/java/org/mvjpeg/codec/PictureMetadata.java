package org.mvjpeg.codec;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mvjpeg.heif.HeifWriter;

/**
 * What a file tells of its picture beside the pixels; immutable. In HEIF the orientation is the file's own matter ({@code irot}, {@code
 * imir}), so Exif and XMP say upright here, whatever they said before.
 */
public final class PictureMetadata {
    /** Nothing: upright pixels in their own colour space. */
    public static final PictureMetadata NONE = builder().build();

    private final Exif exif;
    private final byte[] xmp;
    private final byte[] icc;
    private final Orientation orientation;
    private final List<Pixels> thumbnails;

    private PictureMetadata(Builder builder) {
        exif = builder.exif == null ? null : builder.exif.upright();
        xmp = builder.xmp == null ? null : Xmp.upright(builder.xmp);
        icc = builder.icc;
        orientation = builder.orientation;
        thumbnails = List.copyOf(builder.thumbnails);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.exif = exif;
        builder.xmp = xmp;
        builder.icc = icc;
        builder.orientation = orientation;
        builder.thumbnails.addAll(thumbnails);
        return builder;
    }

    public Optional<Exif> exif() {
        return Optional.ofNullable(exif);
    }

    /** XMP packet, UTF-8. */
    public Optional<byte[]> xmp() {
        return Optional.ofNullable(xmp).map(byte[]::clone);
    }

    /** The ICC profile that stands in for the pixels' own. */
    public Optional<byte[]> iccProfile() {
        return Optional.ofNullable(icc).map(byte[]::clone);
    }

    /** How the pixels are to be shown; they are coded as they are. */
    public Orientation orientation() {
        return orientation;
    }

    /** Smaller versions of the picture, stored in the same orientation. */
    public List<Pixels> thumbnails() {
        return thumbnails;
    }

    /** Without what only describes the picture: what shows it rightly, ICC profile and orientation, stays. */
    public PictureMetadata stripped() {
        return builder().iccProfile(icc).orientation(orientation).build();
    }

    /** Tells a file all but the thumbnails. */
    void describe(HeifWriter writer) {
        exif().ifPresent(block -> writer.exif(block.toByteArray()));
        xmp().ifPresent(writer::xmp);
        iccProfile().ifPresent(writer::iccProfile);
        orientation.writeTo(writer);
    }

    /** Collects metadata; each setter checks its value and throws {@link IllegalArgumentException}. {@code null} is none. */
    public static final class Builder {
        private Exif exif;
        private byte[] xmp;
        private byte[] icc;
        private Orientation orientation = Orientation.TOP_LEFT;
        private final List<Pixels> thumbnails = new ArrayList<>();

        private Builder() {}

        /** Exif; the orientation that it tells is taken over. */
        public Builder exif(Exif exif) {
            this.exif = exif;
            if (exif != null) {
                exif.orientation().ifPresent(this::orientation);
            }
            return this;
        }

        /** XMP packet, UTF-8. An orientation in it is not taken over: Exif's goes first, and few readers look here. */
        public Builder xmp(byte[] packet) {
            if (packet != null) {
                Xmp.require(packet);
            }
            this.xmp = packet == null ? null : packet.clone();
            return this;
        }

        /** An ICC profile for RGB, instead of the one that the pixels bring. */
        public Builder iccProfile(byte[] profile) {
            if (profile != null && ICC_Profile.getInstance(profile).getColorSpaceType() != ColorSpace.TYPE_RGB) {
                throw new IllegalArgumentException("the ICC profile is not for RGB");
            }
            this.icc = profile == null ? null : profile.clone();
            return this;
        }

        /** How the pixels are to be shown. */
        public Builder orientation(Orientation shown) {
            this.orientation = Objects.requireNonNull(shown, "shown");
            return this;
        }

        /** One more smaller version of the picture, stored in the same orientation; coded by x265 alone and without alpha. */
        public Builder thumbnail(Pixels picture) {
            CodedSize.of(picture.width(), picture.height());
            thumbnails.add(picture);
            return this;
        }

        public PictureMetadata build() {
            return new PictureMetadata(this);
        }
    }
}
