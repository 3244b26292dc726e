package org.mvjpeg.sets.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for contents: the first 64 bits of SHA-256. */
public final class Digests {
    private static final int BYTES = 8;

    private final MessageDigest digest = sha256();

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String of(byte[] bytes) {
        return new Digests().add(bytes).hex();
    }

    public Digests add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    public Digests add(String text) {
        // The zero keeps the ends of texts apart.
        return add(text.getBytes(StandardCharsets.UTF_8)).add(new byte[1]);
    }

    public Digests add(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return this;
    }

    public String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
