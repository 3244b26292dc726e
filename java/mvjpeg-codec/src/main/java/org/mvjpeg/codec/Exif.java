package org.mvjpeg.codec;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An Exif block, from the TIFF header on. Immutable. A change replaces a small number in place and appends a directory for all else;
 * what is not changed keeps its bytes and its place, on which makers' notes rely.
 */
public final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int X_RESOLUTION = 0x011a;
    private static final int Y_RESOLUTION = 0x011b;
    private static final int RESOLUTION_UNIT = 0x0128;
    private static final int PHOTO_DIRECTORY = 0x8769;
    private static final int LOCATION_DIRECTORY = 0x8825;

    private static final int INCHES = 2;
    private static final int CENTIMETRES = 3;
    private static final double CENTIMETRES_PER_INCH = 2.54;
    private static final int RESOLUTION_STEPS = 1000;

    /** The highest resolution that is stored, dots per inch. */
    private static final double MAX_DPI = 1_000_000;

    private static final int UPRIGHT = 1;
    private static final int COMMENT_HEADER = 8;
    private static final String COMMENT_ASCII = "ASCII\0\0\0";
    private static final String COMMENT_UNICODE = "UNICODE\0";

    private final TiffBlock tiff;

    private Exif(TiffBlock tiff) {
        this.tiff = tiff;
    }

    /** Texts that Exif has a tag for. */
    public enum Text {
        DESCRIPTION(0x010e, false),
        SOFTWARE(0x0131, false),
        /** When the file was last changed, {@code YYYY:MM:DD hh:mm:ss}. */
        MODIFIED(0x0132, false),
        ARTIST(0x013b, false),
        COPYRIGHT(0x8298, false),
        /** When the picture was taken, {@code YYYY:MM:DD hh:mm:ss}. */
        TAKEN(0x9003, true),
        COMMENT(0x9286, true);

        private final int tag;
        private final boolean ofPhoto;

        Text(int tag, boolean ofPhoto) {
            this.tag = tag;
            this.ofPhoto = ofPhoto;
        }
    }

    /**
     * How many pixels there are to an inch.
     *
     * @param horizontal dots per inch, above 0
     * @param vertical dots per inch, above 0
     */
    public record Resolution(double horizontal, double vertical) {
        public Resolution {
            requireDpi(horizontal);
            requireDpi(vertical);
        }

        private static void requireDpi(double dpi) {
            if (!(dpi >= 1.0 / RESOLUTION_STEPS && dpi <= MAX_DPI)) {
                throw new IllegalArgumentException(
                        "a resolution of " + dpi + " dpi is outside " + 1.0 / RESOLUTION_STEPS + ".." + MAX_DPI);
            }
        }
    }

    /**
     * A block as it lies in files; what is broken behind the header and the first directory's position is kept as it is.
     *
     * @throws IllegalArgumentException if there is no TIFF header, or the first directory lies outside
     */
    public static Exif of(byte[] tiff) {
        return new Exif(TiffBlock.of(tiff));
    }

    /** A block that says nothing. */
    public static Exif empty() {
        return new Exif(TiffBlock.empty());
    }

    /** The block, from the TIFF header on; the caller's own. */
    public byte[] toByteArray() {
        return tiff.toByteArray();
    }

    /** Length of the block, bytes. */
    public int length() {
        return tiff.length();
    }

    /** How the pixels are to be shown; empty where nothing or nonsense is said. */
    public Optional<Orientation> orientation() {
        return number(ORIENTATION)
                .filter(value -> value >= 1 && value <= Orientation.values().length)
                .map(value -> Orientation.ofExif(value.intValue()));
    }

    /** Says how the pixels are to be shown; for formats in which Exif turns them. */
    public Exif with(Orientation shown) {
        return new Exif(tiff.with(TiffBlock.FIRST, List.of(tiff.shortField(ORIENTATION, shown.ordinal() + 1))));
    }

    /**
     * Says upright where an orientation of the picture is told; adds nothing. That of the block's own thumbnail stays, whose pixels nobody
     * turns.
     */
    public Exif upright() {
        return tiff.entry(TiffBlock.FIRST, ORIENTATION)
                .filter(entry -> entry.type() == TiffBlock.SHORT && entry.count() == 1)
                .map(entry -> new Exif(tiff.with(TiffBlock.FIRST, List.of(tiff.shortField(ORIENTATION, UPRIGHT)))))
                .orElse(this);
    }

    /** The resolution; empty where none is told in inches or centimetres. */
    public Optional<Resolution> resolution() {
        double perInch = number(RESOLUTION_UNIT).orElse((long) INCHES) == CENTIMETRES ? CENTIMETRES_PER_INCH : 1;
        boolean known = number(RESOLUTION_UNIT)
                .map(unit -> unit == INCHES || unit == CENTIMETRES)
                .orElse(true);
        Optional<Double> x = tiff.entry(TiffBlock.FIRST, X_RESOLUTION).flatMap(tiff::rational);
        Optional<Double> y = tiff.entry(TiffBlock.FIRST, Y_RESOLUTION).flatMap(tiff::rational);
        if (!known || x.isEmpty() || y.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Resolution(x.get() * perInch, y.get() * perInch));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    /** With another resolution, to a thousandth of a dot per inch. */
    public Exif withResolution(Resolution resolution) {
        return new Exif(tiff.with(
                TiffBlock.FIRST,
                List.of(
                        dpi(X_RESOLUTION, resolution.horizontal),
                        dpi(Y_RESOLUTION, resolution.vertical),
                        tiff.shortField(RESOLUTION_UNIT, INCHES))));
    }

    private TiffBlock.Field dpi(int tag, double dpi) {
        int steps = (int) Math.round(dpi * RESOLUTION_STEPS);
        return steps % RESOLUTION_STEPS == 0
                ? tiff.rationalField(tag, steps / RESOLUTION_STEPS, 1)
                : tiff.rationalField(tag, steps, RESOLUTION_STEPS);
    }

    /** Whether the block tells where the picture was taken (GPS). */
    public boolean hasLocation() {
        return tiff.entry(TiffBlock.FIRST, LOCATION_DIRECTORY).isPresent();
    }

    /** A text; empty where there is none or an empty one. */
    public Optional<String> text(Text text) {
        return directory(text)
                .flatMap(pointer -> tiff.entry(pointer, text.tag))
                .map(entry -> text == Text.COMMENT ? comment(tiff.data(entry)) : string(tiff.data(entry)))
                .filter(value -> !value.isEmpty());
    }

    private static String string(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private String comment(byte[] data) {
        if (data.length < COMMENT_HEADER) {
            return "";
        }
        String code = new String(data, 0, COMMENT_HEADER, StandardCharsets.US_ASCII);
        byte[] rest = Arrays.copyOfRange(data, COMMENT_HEADER, data.length);
        return switch (code) {
            case COMMENT_UNICODE ->
                new String(
                                rest,
                                tiff.byteOrder() == ByteOrder.LITTLE_ENDIAN
                                        ? StandardCharsets.UTF_16LE
                                        : StandardCharsets.UTF_16BE)
                        .strip();
            case COMMENT_ASCII, "\0\0\0\0\0\0\0\0" -> string(rest);
            default -> "";
        };
    }

    /** With another text; characters outside ASCII are stored as UTF-8, those of comments as UTF-16. */
    public Exif with(Text text, String value) {
        if (!text.ofPhoto) {
            return new Exif(tiff.with(TiffBlock.FIRST, List.of(ascii(text.tag, value))));
        }
        TiffBlock.Field field = text == Text.COMMENT ? comment(text.tag, value) : ascii(text.tag, value);
        Optional<Integer> directory = directory(text);
        TiffBlock whole =
                directory.isPresent() ? tiff : tiff.with(TiffBlock.FIRST, List.of(tiff.longField(PHOTO_DIRECTORY, 0)));
        int pointer = new Exif(whole).directory(text).orElseThrow();
        return new Exif(whole.with(pointer, List.of(field)));
    }

    private static TiffBlock.Field ascii(int tag, String value) {
        byte[] data = (value + '\0').getBytes(StandardCharsets.UTF_8);
        return new TiffBlock.Field(tag, TiffBlock.ASCII, data.length, data);
    }

    private TiffBlock.Field comment(int tag, String value) {
        boolean ascii = value.chars().allMatch(c -> c < 128);
        byte[] code = (ascii ? COMMENT_ASCII : COMMENT_UNICODE).getBytes(StandardCharsets.US_ASCII);
        byte[] characters = value.getBytes(
                ascii
                        ? StandardCharsets.US_ASCII
                        : tiff.byteOrder() == ByteOrder.LITTLE_ENDIAN
                                ? StandardCharsets.UTF_16LE
                                : StandardCharsets.UTF_16BE);
        byte[] data = Arrays.copyOf(code, code.length + characters.length);
        System.arraycopy(characters, 0, data, code.length, characters.length);
        return new TiffBlock.Field(tag, TiffBlock.UNDEFINED, data.length, data);
    }

    /** Where the position of a text's directory stands. */
    private Optional<Integer> directory(Text text) {
        if (!text.ofPhoto) {
            return Optional.of(TiffBlock.FIRST);
        }
        return tiff.entry(TiffBlock.FIRST, PHOTO_DIRECTORY)
                .filter(entry -> entry.type() == TiffBlock.LONG && entry.count() == 1)
                .map(TiffBlock.Entry::pointer);
    }

    private Optional<Long> number(int tag) {
        return tiff.entry(TiffBlock.FIRST, tag).flatMap(tiff::number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exif exif && Arrays.equals(toByteArray(), exif.toByteArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toByteArray());
    }

    @Override
    public String toString() {
        return "Exif[" + length() + " bytes]";
    }
}
