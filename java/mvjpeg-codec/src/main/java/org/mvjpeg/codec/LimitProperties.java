package org.mvjpeg.codec;

import java.util.function.BiFunction;
import org.mvjpeg.heif.HeifLimits;

/** The system properties by which an operator changes what a file may ask of the reader. */
final class LimitProperties {
    private LimitProperties() {}

    /** @throws IllegalArgumentException naming the property whose value is no positive number */
    static HeifLimits read() {
        HeifLimits limits = HeifLimits.DEFAULT;
        limits = with(limits, "mvjpeg.maxFileBytes", HeifLimits::withMaxFileSize);
        limits = with(limits, "mvjpeg.maxPixels", HeifLimits::withMaxPixels);
        limits = with(limits, "mvjpeg.maxMemory", HeifLimits::withMaxMemory);
        limits = with(limits, "mvjpeg.maxIccBytes", whole(HeifLimits::withMaxIccSize));
        limits = with(limits, "mvjpeg.maxItems", whole(HeifLimits::withMaxItems));
        limits = with(limits, "mvjpeg.maxExtents", whole(HeifLimits::withMaxExtentsPerItem));
        limits = with(limits, "mvjpeg.maxProperties", whole(HeifLimits::withMaxProperties));
        limits = with(limits, "mvjpeg.maxReferences", whole(HeifLimits::withMaxReferences));
        limits = with(limits, "mvjpeg.maxBoxes", whole(HeifLimits::withMaxBoxes));
        return with(limits, "mvjpeg.maxBoxDepth", whole(HeifLimits::withMaxBoxDepth));
    }

    private static HeifLimits with(
            HeifLimits limits, String property, BiFunction<HeifLimits, Long, HeifLimits> change) {
        String value = System.getProperty(property);
        if (value == null) {
            return limits;
        }
        try {
            return change.apply(limits, Amount.parse(value));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("system property " + property + "=" + value + ": " + e.getMessage(), e);
        }
    }

    /** A change that takes no more than an {@code int} holds. */
    private static BiFunction<HeifLimits, Long, HeifLimits> whole(BiFunction<HeifLimits, Integer, HeifLimits> change) {
        return (limits, value) -> change.apply(limits, Math.toIntExact(value));
    }
}
