package org.mvjpeg.imageio;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.codec.PictureMetadata;

/** What has been told of a picture beside its pixels, and what of that no file will hold. Not safe from many threads. */
final class Told {
    private static final double SAME_DPI = 0.0005;

    private PictureMetadata content = PictureMetadata.NONE;
    private byte[] icc;
    private final Set<String> unkept = new LinkedHashSet<>();

    Told copy() {
        Told copy = new Told();
        copy.content = content;
        copy.icc = icc;
        copy.unkept.addAll(unkept);
        return copy;
    }

    /** Exif, XMP and orientation; Exif and XMP say upright. */
    PictureMetadata content() {
        return content;
    }

    /** The ICC profile, whether it can be used or not. */
    Optional<byte[]> iccProfile() {
        return Optional.ofNullable(icc).map(byte[]::clone);
    }

    Set<String> unkept() {
        return unkept;
    }

    void unkept(String name) {
        unkept.add(name);
    }

    void iccProfile(byte[] profile) {
        icc = profile.clone();
    }

    void orientation(Orientation orientation) {
        content = content.toBuilder().orientation(orientation).build();
    }

    /** Takes Exif with the orientation that it tells; a broken block is not kept. */
    void exif(byte[] tiff) {
        try {
            exif(Exif.of(tiff));
        } catch (IllegalArgumentException e) {
            unkept("Exif (" + e.getMessage() + ")");
        }
    }

    private void exif(Exif exif) {
        content = content.toBuilder().exif(exif).build();
    }

    /** Changes Exif, or makes some, and leaves the orientation. */
    private void changed(Exif exif) {
        content = content.toBuilder()
                .exif(exif)
                .orientation(content.orientation())
                .build();
    }

    private Exif exif() {
        return content.exif().orElseGet(Exif::empty);
    }

    /** Exif for formats in which it tells the orientation; empty where there is nothing to tell. */
    Optional<Exif> turningExif() {
        Orientation shown = content.orientation();
        return shown.isUpright() ? content.exif() : Optional.of(exif().with(shown));
    }

    /** Takes an XMP packet; a broken one is not kept. */
    void xmp(byte[] packet) {
        try {
            content = content.toBuilder().xmp(packet).build();
        } catch (IllegalArgumentException e) {
            unkept("XMP (" + e.getMessage() + ")");
        }
    }

    /** Whether Exif tells the orientation, were it only upright. */
    boolean hasExifOrientation() {
        return content.exif().flatMap(Exif::orientation).isPresent();
    }

    Optional<Exif.Resolution> resolution() {
        return content.exif().flatMap(Exif::resolution);
    }

    void resolution(Exif.Resolution resolution) {
        boolean same = resolution()
                .filter(old -> Math.abs(old.horizontal() - resolution.horizontal()) < SAME_DPI
                        && Math.abs(old.vertical() - resolution.vertical()) < SAME_DPI)
                .isPresent();
        if (!same) {
            changed(exif().withResolution(resolution));
        }
    }

    Optional<String> text(Exif.Text text) {
        return content.exif().flatMap(exif -> exif.text(text));
    }

    void text(Exif.Text text, String value) {
        String clean = value.replace("\0", "").strip();
        if (!clean.isEmpty() && !text(text).equals(Optional.of(clean))) {
            changed(exif().with(text, clean));
        }
    }
}
