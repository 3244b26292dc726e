package org.mvjpeg.tests;

import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageWriter;

/** Collects a writer's warnings. */
record Warnings(List<String> all) {
    static Warnings of(ImageWriter writer) {
        List<String> texts = new ArrayList<>();
        writer.addIIOWriteWarningListener((source, index, warning) -> texts.add(warning));
        return new Warnings(texts);
    }
}
