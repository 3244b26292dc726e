package org.mvjpeg.evaluation.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.mvjpeg.evaluation.metrics.GroundTruth;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Boxes of PASCAL VOC: an XML file per picture, of its base name. Corners there are pixel numbers from 1, both inclusive. Objects
 * marked difficult are treated as crowds: they need not be found.
 */
final class VocBoxes implements ObjectBoxes {
    private final Path folder;
    private final List<String> names;

    private VocBoxes(Path folder, List<String> names) {
        this.folder = folder;
        this.names = names;
    }

    static VocBoxes of(Path folder, List<String> names) throws IOException {
        if (names.isEmpty()) {
            throw new IOException(folder + ": VOC boxes name their classes; say in which order the network has them");
        }
        return new VocBoxes(folder, List.copyOf(names));
    }

    @Override
    public Optional<List<GroundTruth>> of(Path picture) throws IOException {
        String name = picture.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path xml = folder.resolve((dot > 0 ? name.substring(0, dot) : name) + ".xml");
        if (!Files.isRegularFile(xml)) {
            return Optional.empty();
        }
        try {
            NodeList objects = parser().parse(xml.toFile()).getElementsByTagName("object");
            List<GroundTruth> boxes = new ArrayList<>();
            for (int i = 0; i < objects.getLength(); i++) {
                boxes.add(box((Element) objects.item(i)));
            }
            return Optional.of(boxes);
        } catch (SAXException | IllegalArgumentException e) {
            throw new IOException(xml + ": " + e.getMessage(), e);
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default one writes to standard error.
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private GroundTruth box(Element object) {
        String name = text(object, "name");
        int classId = names.indexOf(name);
        if (classId < 0) {
            throw new IllegalArgumentException("the class '" + name + "' is not among the class names");
        }
        NodeList difficult = object.getElementsByTagName("difficult");
        return new GroundTruth(
                classId,
                number(object, "xmin") - 1,
                number(object, "ymin") - 1,
                number(object, "xmax"),
                number(object, "ymax"),
                difficult.getLength() > 0
                        && difficult.item(0).getTextContent().strip().equals("1"));
    }

    private static double number(Element object, String tag) {
        String text = text(object, tag);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(tag + " '" + text + "' is not a number", e);
        }
    }

    /** The first one: the object's own comes before those of its parts. */
    private static String text(Element object, String tag) {
        NodeList found = object.getElementsByTagName(tag);
        if (found.getLength() == 0) {
            throw new IllegalArgumentException("an object without " + tag);
        }
        return found.item(0).getTextContent().strip();
    }

    @Override
    public int classes() {
        return names.size();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
