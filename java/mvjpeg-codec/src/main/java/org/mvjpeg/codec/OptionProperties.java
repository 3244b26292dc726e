package org.mvjpeg.codec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** The system properties by which an operator changes what {@link EncoderOptions} and {@link DecoderOptions} start from. */
final class OptionProperties {
    private static final String THREADS = "mvjpeg.threads";
    private static final String DEVICE = "mvjpeg.device";

    private OptionProperties() {}

    /** Later properties take the place of earlier ones. @throws IllegalArgumentException naming the property whose value is not allowed */
    static EncoderOptions.Builder applyTo(EncoderOptions.Builder builder) {
        with("mvjpeg.quality", Float::valueOf, builder::quality);
        with("mvjpeg.qp", Double::valueOf, builder::qp);
        with("mvjpeg.targetBpp", Double::valueOf, builder::targetBitsPerPixel);
        with("mvjpeg.targetBytes", Long::valueOf, builder::targetBytes);
        with("mvjpeg.profile", name -> constant(Profile.class, name), builder::profile);
        with("mvjpeg.model", OptionProperties::path, builder::model);
        with("mvjpeg.speed", name -> constant(Speed.class, name), builder::speed);
        with(THREADS, Integer::valueOf, builder::threads);
        with("mvjpeg.tile", Integer::valueOf, builder::tile);
        with("mvjpeg.bitDepth", EncoderOptions::parseBitDepth, builder::bitDepth);
        with(DEVICE, name -> constant(Device.class, name), builder::device);
        return builder;
    }

    /** @throws IllegalArgumentException naming the property whose value is not allowed */
    static DecoderOptions.Builder applyTo(DecoderOptions.Builder builder) {
        with("mvjpeg.postFilter", name -> constant(PostFilter.class, name), builder::postFilter);
        with("mvjpeg.postFilterModel", OptionProperties::path, builder::postFilterModel);
        with(THREADS, Integer::valueOf, builder::threads);
        with(DEVICE, name -> constant(Device.class, name), builder::device);
        return builder;
    }

    private static <T> void with(String property, Function<String, T> parser, Consumer<T> setter) {
        String value = System.getProperty(property);
        if (value == null) {
            return;
        }
        try {
            setter.accept(parser.apply(value.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("system property " + property + "=" + value + ": " + e.getMessage(), e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getMessage(), e);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "not one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }
}
