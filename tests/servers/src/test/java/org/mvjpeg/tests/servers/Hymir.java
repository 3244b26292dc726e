package org.mvjpeg.tests.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The IIIF image server Hymir as Maven Central has it, with our plug-in on its class path, in a process of its own. It is told where pictures
 * are by its own settings, and listens on the loopback alone.
 */
final class Hymir implements AutoCloseable {
    private static final String JPEG_MODE = "-Dmvjpeg.jpeg=preprocess";

    /** As README and {@code docs/jpeg-mode.md} have it. */
    private static final String COMMAND = "java -Dmvjpeg.jpeg=preprocess -cp 'hymir/*:mvjpeg/*'"
            + " de.digitalcollections.iiif.hymir.Application --server.address=127.0.0.1";

    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port\\(s\\): (\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Path log;
    private final Process process;
    private final int port;

    /**
     * Starts one.
     *
     * @param pictures folder of {@code NAME.png} and {@code NAME.jpg}
     * @param jpegMode whether the property that switches it on is given
     */
    Hymir(Path pictures, Path log, boolean jpegMode) throws Exception {
        this.log = log;
        List<String> command = new ArrayList<>();
        for (String word : COMMAND.split(" ")) {
            command.addAll(
                    switch (word) {
                        case "java" ->
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Djava.awt.headless=true",
                                    // A heap of one size, so that what grows is something else.
                                    "-Xms192m",
                                    "-Xmx192m",
                                    "-XX:+AlwaysPreTouch");
                        case JPEG_MODE -> jpegMode ? List.of(word) : List.of();
                        case "'hymir/*:mvjpeg/*'" -> List.of(System.getProperty("java.class.path"));
                        default -> List.of(word);
                    });
        }
        command.addAll(List.of(
                "--server.port=0",
                "--management.server.port=-1",
                "--server.tomcat.accesslog.enabled=false",
                "--resourceRepository.resolved.patterns[0].pattern=^([a-z0-9]+)$",
                "--resourceRepository.resolved.patterns[0].substitutions[0]=file:" + pictures + "/$1.png",
                "--resourceRepository.resolved.patterns[0].substitutions[1]=file:" + pictures + "/$1.jpg"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            port = awaitPort();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private int awaitPort() throws Exception {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher started = PORT.matcher(log());
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Hymir does not start: " + log());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** What it answers. @param path {@code NAME/REGION/SIZE/ROTATION/QUALITY.FORMAT} of the IIIF Image API */
    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/image/v2/" + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Resident memory, bytes: heap, native memory and everything else. */
    long residentBytes() throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        if (!matcher.find()) {
            throw new IOException("no VmRSS");
        }
        return 1024 * Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
