package org.mvjpeg.evaluation.clic;

import java.io.IOException;
import java.nio.file.Files;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.data.PictureReader;
import org.mvjpeg.sets.SetPicture;
import org.mvjpeg.sets.fidelity.MsSsim;
import org.mvjpeg.sets.internal.Digests;

/** A picture file as evaluations read it: its first picture as it is stored, in 8-bit sRGB. */
final class PictureOfSet implements SetPicture {
    private final LabelledPicture picture;

    /** {@code null} until asked for. */
    private volatile String key;

    PictureOfSet(LabelledPicture picture) {
        this.picture = picture;
    }

    LabelledPicture picture() {
        return picture;
    }

    @Override
    public String name() {
        return picture.name();
    }

    @Override
    public String key() throws IOException {
        if (key == null) {
            key = Digests.of(Files.readAllBytes(picture.file()));
        }
        return key;
    }

    /** @throws IllegalArgumentException if it is too small to be judged */
    @Override
    public Content read() throws IOException {
        Content content = new Content(PictureReader.read(Files.readAllBytes(picture.file())), PictureMetadata.NONE);
        MsSsim.scales(content.image().getWidth(), content.image().getHeight());
        return content;
    }
}
