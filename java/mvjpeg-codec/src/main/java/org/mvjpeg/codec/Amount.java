package org.mvjpeg.codec;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts in system properties: digits and a suffix K, M or G, which is times 2^10, 2^20 or 2^30. */
final class Amount {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([KMG]?)");

    private Amount() {}

    /** @throws IllegalArgumentException if the text is no positive amount */
    static long parse(String text) {
        Matcher amount = AMOUNT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (amount.matches()) {
            try {
                long value = Math.multiplyExact(Long.parseLong(amount.group(1)), unit(amount.group(2)));
                if (value > 0) {
                    return value;
                }
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("more than 2^63", e);
            }
        }
        throw new IllegalArgumentException("not a positive number, such as 536870912 or 512M");
    }

    private static long unit(String suffix) {
        return switch (suffix) {
            case "K" -> 1L << 10;
            case "M" -> 1L << 20;
            case "G" -> 1L << 30;
            default -> 1;
        };
    }
}
