package org.mvjpeg.imageio;

import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What the providers tell ImageIO about the format: the one place for names, suffixes and MIME types.
 *
 * <p>The system property {@code mvjpeg.names} limits what is claimed, for example {@code -Dmvjpeg.names=mvjpeg} leaves
 * {@code heic} and {@code heif} to other plug-ins. It is read when a provider is created. Reading goes by content, so the reader
 * answers for HEIC files whatever names it claims.
 */
public final class MvjpegFormat {
    /** The system property with the comma-separated names to claim; all where it is not set. */
    public static final String NAMES_PROPERTY = "mvjpeg.names";

    /** Name to MIME type, in the order of preference; every suffix is a name, since many callers use the one for the other. */
    private static final Map<String, String> MIME_TYPES = new LinkedHashMap<>();

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    static {
        MIME_TYPES.put("mvjpeg", "");
        MIME_TYPES.put("heic", "image/heic");
        MIME_TYPES.put("heif", "image/heif");
        MIME_TYPES.put("hif", "image/heif");
    }

    private MvjpegFormat() {}

    /** Names in lower and upper case: {@code ImageIO.write} compares them exactly. */
    public static String[] names() {
        return claimed().stream()
                .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
                .toArray(String[]::new);
    }

    /** File name suffixes, lower case. */
    public static String[] suffixes() {
        return claimed().toArray(String[]::new);
    }

    /** MIME types of the claimed names; empty if only {@code mvjpeg} is claimed. */
    public static String[] mimeTypes() {
        return claimed().stream()
                .map(MIME_TYPES::get)
                .filter(type -> !type.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    /** As ImageIO is told. */
    public static String vendor() {
        return Objects.requireNonNullElse(MvjpegFormat.class.getPackage().getImplementationVendor(), "mvjpeg");
    }

    /** The version of the jar, of the module where the jar is on the module path, or {@code development} outside both. */
    public static String version() {
        String version = MvjpegFormat.class.getPackage().getImplementationVersion();
        if (version != null) {
            return version;
        }
        Module module = MvjpegFormat.class.getModule();
        return module.isNamed() ? module.getDescriptor().rawVersion().orElse("development") : "development";
    }

    private static List<String> claimed() {
        String property = System.getProperty(NAMES_PROPERTY, "").trim();
        if (property.isEmpty()) {
            return List.copyOf(MIME_TYPES.keySet());
        }
        List<String> asked = Stream.of(property.toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                .distinct()
                .toList();
        List<String> known = asked.stream().filter(MIME_TYPES::containsKey).toList();
        if (known.size() < asked.size() && WARNED.compareAndSet(false, true)) {
            // An exception here would keep every other plug-in from being found.
            System.getLogger("org.mvjpeg.imageio")
                    .log(Level.WARNING, "{0}={1}: only {2} are known", NAMES_PROPERTY, property, MIME_TYPES.keySet());
        }
        return known.isEmpty() ? List.of("mvjpeg") : known;
    }
}
