package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.training.photos.Photo;

/** All that code the pictures of a training, in turn. */
final class FilterCodecs implements AutoCloseable {
    private final List<FilterCodec> codecs = new ArrayList<>();

    /** @param executor not closed with the codecs */
    FilterCodecs(FilterOptions options, Executor executor) {
        if (options.codec() == CodecKind.JPEG) {
            codecs.add(new JpegFilterCodec());
        } else {
            for (Profile profile : options.profiles()) {
                codecs.add(new HevcFilterCodec(profile, executor));
            }
        }
    }

    /** @param number whose turn it is, not below 0 */
    CodedPair code(int number, Photo photo, int qp) {
        return codecs.get(number % codecs.size()).code(photo, qp);
    }

    String settings() {
        return codecs.stream().map(FilterCodec::settings).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        codecs.forEach(FilterCodec::close);
    }
}
