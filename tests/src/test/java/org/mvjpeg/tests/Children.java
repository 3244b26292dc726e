package org.mvjpeg.tests;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs in processes of their own. */
final class Children {
    private static final long SECONDS = 120;

    private Children() {}

    /**
     * What a process told.
     *
     * @param status its exit status
     * @param output standard output and error together
     */
    record Result(int status, String output) {}

    /** Runs a class with part of the class path of this process. */
    static Result java(Class<?> main, Predicate<String> jars, List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.awt.headless=true");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath().filter(jars).toList()));
        command.add(main.getName());
        return run(command);
    }

    static Stream<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    /** Whether an entry of the class path is the plug-in or what it needs, and so belongs to an application and not to the tests. */
    static boolean isPlugIn(String entry) {
        return entry.contains("mvjpeg-") && !entry.contains("test-classes")
                || entry.contains("javacpp")
                || entry.contains("ffmpeg")
                || entry.contains("nanojson");
    }

    /** The plug-in and what it needs, as one path. */
    static String plugInPath() {
        return classPath().filter(Children::isPlugIn).collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar of a program that the build has put aside. @param name without version */
    static Path program(String name) {
        return Path.of("target", "programs", name + ".jar").toAbsolutePath();
    }

    static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " does not end: " + output);
            }
            return new Result(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
