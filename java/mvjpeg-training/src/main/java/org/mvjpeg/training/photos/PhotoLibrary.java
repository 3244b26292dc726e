package org.mvjpeg.training.photos;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The photographs of a list, read when they are asked for and kept while memory lasts. Safe from many threads. */
public final class PhotoLibrary {
    private static final Logger LOG = System.getLogger(PhotoLibrary.class.getName());

    private final List<Path> files;
    private final long maxBytes;
    private final Map<Integer, Photo> recent = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Path, String> bad = new TreeMap<>();
    private long bytes;

    /**
     * @param files at least 1
     * @param maxBytes of pixels to keep in memory
     */
    public PhotoLibrary(List<Path> files, long maxBytes) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no photographs");
        }
        this.files = List.copyOf(files);
        this.maxBytes = maxBytes;
    }

    /** How many files there are, bad ones included. */
    public int size() {
        return files.size();
    }

    /** The files in their order. */
    public List<Path> files() {
        return files;
    }

    /** The photograph, or nothing where the file is bad; the first time that is logged. */
    public Optional<Photo> photo(int index) {
        Path file = files.get(index);
        synchronized (this) {
            Photo known = recent.get(index);
            if (known != null || bad.containsKey(file)) {
                return Optional.ofNullable(known);
            }
        }
        try {
            Photo photo = PhotoReader.read(file);
            keep(index, photo);
            return Optional.of(photo);
        } catch (IOException e) {
            refuse(file, e);
            return Optional.empty();
        }
    }

    private synchronized void keep(int index, Photo photo) {
        Photo before = recent.put(index, photo);
        bytes += photo.rgb().length - (before == null ? 0 : before.rgb().length);
        var oldest = recent.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().getValue().rgb().length;
            oldest.remove();
        }
    }

    private synchronized void refuse(Path file, IOException reason) {
        if (bad.put(file, String.valueOf(reason.getMessage())) == null) {
            LOG.log(Level.WARNING, "{0}: {1}; it is left out", file, reason.getMessage());
        }
    }

    /** Why files met so far are bad. */
    public synchronized Map<Path, String> bad() {
        return new TreeMap<>(bad);
    }
}
