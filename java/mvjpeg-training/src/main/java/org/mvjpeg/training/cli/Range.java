package org.mvjpeg.training.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Two numbers, written {@code 0.5:0.8}, or one that is both.
 *
 * @param low the first
 * @param high the second
 */
record Range(double low, double high) {
    /** Reads it. */
    static final class Converter implements ITypeConverter<Range> {
        @Override
        public Range convert(String text) {
            String[] parts = text.split(":", -1);
            try {
                if (parts.length <= 2) {
                    return new Range(Double.parseDouble(parts[0]), Double.parseDouble(parts[parts.length - 1]));
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new TypeConversionException("'" + text + "' is neither a number nor two such as 0.5:1");
        }
    }
}
