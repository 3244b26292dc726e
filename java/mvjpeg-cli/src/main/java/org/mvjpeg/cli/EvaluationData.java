package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mvjpeg.evaluation.data.LabelFile;
import org.mvjpeg.evaluation.data.ObjectBoxes;
import org.mvjpeg.evaluation.data.PictureFiles;
import org.mvjpeg.evaluation.data.PictureSet;
import org.mvjpeg.evaluation.networks.VisionTask;
import org.mvjpeg.evaluation.report.ClassNames;
import org.mvjpeg.evaluation.run.NamedNetwork;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say which pictures are evaluated and what is in them. */
final class EvaluationData {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--images",
            paramLabel = "PLACE",
            required = true,
            arity = "1..*",
            description = "Folders (searched recursively), lists (.txt: one path per line) or files.")
    private List<Path> images;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = {
                "Classes of the pictures: CSV, TSV or blanks; file and class index (from 0).",
                "Pictures without a label are left out. Without labels classifiers are",
                "judged by how well they agree with their own answer to the uncompressed picture."
            })
    private Path labels;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "Only the rows of --labels with this value; may be repeated.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--boxes",
            paramLabel = "PLACE",
            description = "Objects in the pictures: a COCO JSON file, or a folder of VOC XML files.")
    private Path boxes;

    @Option(
            names = "--class-names",
            paramLabel = "FILE",
            description = "One class name per line, in the order of the network's outputs.")
    private Path classNames;

    @Option(names = "--limit", paramLabel = "N", description = "At most N pictures, drawn by the seed (default: all).")
    private Integer limit;

    /** Names of classes; none if none were given. @throws IOException if they cannot be read */
    ClassNames names() throws IOException {
        return classNames == null ? new ClassNames(List.of()) : ClassNames.read(classNames);
    }

    /** The pictures with what is known of them. @throws IOException if something cannot be read or does not fit the networks */
    PictureSet pictures(List<NamedNetwork> networks, ClassNames names, long seed) throws IOException {
        if (limit != null && limit < 1) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--limit': " + limit + " is below 1");
        }
        if (!where.isEmpty() && labels == null) {
            throw new ParameterException(command.commandLine(), "Option '--where' needs '--labels'");
        }
        Optional<LabelFile> labelFile = labels == null ? Optional.empty() : Optional.of(LabelFile.read(labels, where));
        Optional<ObjectBoxes> objects =
                boxes == null ? Optional.empty() : Optional.of(ObjectBoxes.read(boxes, names.names()));
        if (objects.isPresent()) {
            requireClasses(objects.get(), networks);
        }
        return PictureSet.of(
                PictureFiles.find(images), labelFile, objects, limit == null ? Integer.MAX_VALUE : limit, seed);
    }

    private void requireClasses(ObjectBoxes objects, List<NamedNetwork> networks) throws IOException {
        for (NamedNetwork network : networks) {
            int classes = network.description().classes();
            if (network.task() == VisionTask.DETECTION && classes != objects.classes()) {
                throw new FileFailure(boxes + ": has " + objects.classes() + " classes and the network "
                        + network.name() + " " + classes + "; --class-names says which is which");
            }
        }
    }
}
