package org.mvjpeg.cli;

import java.io.IOException;
import org.mvjpeg.cli.Plan.Conversion;
import org.mvjpeg.sets.SetPicture;
import org.mvjpeg.sets.internal.Digests;

/** A file of a set. */
final class FilePicture implements SetPicture {
    private final Conversion conversion;
    private final boolean strip;

    /** Hashing a file takes time, and every round asks. {@code null} until asked for. */
    private volatile String key;

    /** @param strip whether Exif and XMP are left out */
    FilePicture(Conversion conversion, boolean strip) {
        this.conversion = conversion;
        this.strip = strip;
    }

    Conversion conversion() {
        return conversion;
    }

    @Override
    public String name() {
        return conversion.input().toString();
    }

    @Override
    public String key() throws IOException {
        if (key == null) {
            key = Digests.of(Inputs.readBytes(conversion.input())) + (strip ? " stripped" : "");
        }
        return key;
    }

    @Override
    public Content read() throws IOException {
        Picture picture = ImageFiles.read(conversion.input());
        return new Content(picture.image(), strip ? picture.metadata().stripped() : picture.metadata());
    }
}
