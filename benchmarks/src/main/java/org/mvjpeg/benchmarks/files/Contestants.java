package org.mvjpeg.benchmarks.files;

import com.sun.management.OperatingSystemMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Loader;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.X265Arguments;

/** The ways to be compared. */
final class Contestants {
    private static final float JDK_DEFAULT_QUALITY = 0.75F;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Workplace workplace;
    private final MvjpegEncoder encoder;
    private final BufferedImage picture;

    Contestants(Workplace workplace, MvjpegEncoder encoder, BufferedImage picture) {
        this.workplace = workplace;
        this.encoder = encoder;
        this.picture = picture;
    }

    /** Codes one picture. */
    private interface Coding {
        void code(Path input, Path output) throws IOException;
    }

    /** A turn of several processes, one per picture. */
    private static Contestant.Turn processes(int pictures, List<String> command) {
        return () -> {
            long wall = 0;
            long cpu = 0;
            for (int k = 0; k < pictures; k++) {
                Spent spent = Program.run(command);
                wall += spent.wall();
                cpu += spent.cpu();
            }
            return new Spent(wall, cpu);
        };
    }

    private Contestant inProcess(String name, int pictures, boolean allCores, Path output, Coding coding) {
        return new Contestant(
                name,
                pictures,
                () -> {
                    long start = System.nanoTime();
                    long cpu = system.getProcessCpuTime();
                    IntStream order = IntStream.range(0, pictures);
                    (allCores ? order.parallel() : order).forEach(k -> {
                        try {
                            coding.code(
                                    workplace.inputs().get(k),
                                    k == 0 ? output : output.resolveSibling(k + "-" + output.getFileName()));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
                    return new Spent(System.nanoTime() - start, system.getProcessCpuTime() - cpu);
                },
                output);
    }

    /** FFmpeg's command line with the x265 settings and, from the same package, the x265 library of the codec. */
    Contestant ffmpeg(int pictures) {
        return ffmpeg("FFmpeg, a process per picture", pictures, ffmpegProgram(), "package");
    }

    /** The same with a program of the system's, that has an x265 of its own. */
    Contestant systemFfmpeg(int pictures, String program) {
        return ffmpeg("the system's FFmpeg, a process per picture", pictures, program, "system");
    }

    /** The program in the package that the codec loads its libraries from. */
    static String ffmpegProgram() {
        return Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    }

    private Contestant ffmpeg(String name, int pictures, String program, String file) {
        Path output = workplace.output(file + ".hevc");
        List<String> command = new ArrayList<>(List.of(program, "-v", "error", "-y"));
        command.addAll(List.of("-i", workplace.inputs().get(0).toString(), "-pix_fmt", "yuvj420p"));
        command.addAll(X265Arguments.of(EncoderOptions.builder().build(), picture.getWidth(), picture.getHeight()));
        command.add(output.toString());
        return new Contestant(name, pictures, processes(pictures, command), output);
    }

    Contestant heifEnc(int pictures, String program) {
        Path output = workplace.output("heif-enc.heic");
        List<String> command = List.of(program, workplace.inputs().get(0).toString(), "-o", output.toString());
        return new Contestant("heif-enc at its defaults", pictures, processes(pictures, command), output);
    }

    Contestant vips(int pictures, String program) {
        Path output = workplace.output("vips.heic");
        List<String> command =
                List.of(program, "heifsave", workplace.inputs().get(0).toString(), output.toString());
        return new Contestant("libvips heifsave at its defaults", pictures, processes(pictures, command), output);
    }

    /** The command line, all pictures in one process. */
    Contestant commandLine(String name, EncoderOptions options) throws IOException {
        Path folder = workplace.folder("batch" + options.fractionalQp());
        List<String> command = commandLine(options);
        workplace.inputs().forEach(input -> command.add(input.toString()));
        command.addAll(List.of("-o", folder.toString()));
        return new Contestant(name, workplace.inputs().size(), processes(1, command), folder.resolve("picture0.heic"));
    }

    /** The command line, a process and so a Java virtual machine per picture. */
    Contestant commandLinePerPicture(String name, int pictures, EncoderOptions options) {
        Path output = workplace.output("single" + options.fractionalQp() + ".heic");
        List<String> command = commandLine(options);
        command.addAll(List.of(workplace.inputs().get(0).toString(), "-o", output.toString()));
        return new Contestant(name, pictures, processes(pictures, command), output);
    }

    /** Only the quantiser is not the default. */
    private static List<String> commandLine(EncoderOptions options) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ArrayList<>(List.of(
                java,
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.mvjpeg.cli.Main",
                "encode",
                "--qp",
                Double.toString(options.fractionalQp())));
    }

    /** The encoder inside this virtual machine, reading of the JPEG file included; one picture at a time. */
    Contestant encoder(String name, int pictures, EncoderOptions options) {
        return encoder(name, pictures, false, options);
    }

    /** The same with as many pictures at a time as there are cores, as in a server. */
    Contestant server(String name, int pictures, EncoderOptions options) {
        return encoder(name, pictures, true, options);
    }

    private Contestant encoder(String name, int pictures, boolean allCores, EncoderOptions options) {
        Path file = workplace.output(options.profile() + "-" + options.speed() + options.x265Options() + "-"
                + options.fractionalQp() + ".heic");
        return inProcess(name, pictures, allCores, file, (input, output) -> {
            Pixels pixels = Pixels.of(ImageIO.read(input.toFile()));
            Files.write(output, encoder.encode(pixels, options).heif());
        });
    }

    /** The JDK's JPEG writer. */
    Contestant jpeg(int pictures) {
        return inProcess(
                "JDK writer `jpeg`, in one JVM",
                pictures,
                false,
                workplace.output("jdk.jpg"),
                (input, output) -> Workplace.writeJpeg(ImageIO.read(input.toFile()), JDK_DEFAULT_QUALITY, output));
    }
}
