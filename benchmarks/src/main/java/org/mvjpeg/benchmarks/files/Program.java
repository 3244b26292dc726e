package org.mvjpeg.benchmarks.files;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs programs and tells what they took. */
final class Program {
    /** The shell's built-in {@code times} tells what its children took; Java cannot, once a process has ended. */
    private static final String SCRIPT = "\"$@\" && times";

    private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+[.,]\\d+)s");

    private Program() {}

    /**
     * Runs a program to its end.
     *
     * @throws IOException with what it said if it fails
     */
    static Spent run(List<String> command) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
        shell.addAll(command);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(shell)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        long wall = System.nanoTime() - start;
        if (status != 0) {
            throw new IOException(command.get(0) + " ended with " + status + ": " + said.strip());
        }
        return new Spent(wall, children(said));
    }

    /** The last line of {@code times}: user and system time of the children. */
    private static long children(String said) throws IOException {
        String[] lines = said.strip().split("\n");
        Matcher time = TIME.matcher(lines[lines.length - 1]);
        double seconds = 0;
        int found = 0;
        while (time.find()) {
            seconds += 60 * Double.parseDouble(time.group(1))
                    + Double.parseDouble(time.group(2).replace(',', '.'));
            found++;
        }
        if (found != 2) {
            throw new IOException("the shell tells no times: " + said.strip());
        }
        return Math.round(seconds * 1e9);
    }

    /** Where a program lies on the path, if it does. */
    static Optional<String> find(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
