package org.mvjpeg.training.cli;

import java.util.Arrays;
import org.mvjpeg.training.ProxyKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a proxy's name. */
final class ProxyKindConverter implements ITypeConverter<ProxyKind> {
    @Override
    public ProxyKind convert(String text) {
        return Arrays.stream(ProxyKind.values())
                .filter(kind -> kind.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not one of " + Arrays.toString(ProxyKind.values())));
    }
}
